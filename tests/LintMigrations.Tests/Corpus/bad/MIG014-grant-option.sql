GRANT EXECUTE ON dbo.sp_Flag_List TO portal_api WITH GRANT OPTION; -- here
