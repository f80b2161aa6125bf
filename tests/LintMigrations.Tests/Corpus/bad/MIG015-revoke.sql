REVOKE EXECUTE ON dbo.sp_Flag_List FROM portal_api; -- here
