DENY EXECUTE ON dbo.sp_Flag_List TO portal_api; -- here
