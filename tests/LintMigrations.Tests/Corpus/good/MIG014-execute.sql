GRANT EXECUTE ON dbo.sp_Flag_List TO portal_api;
GRANT EXEC ON OBJECT::dbo.sp_Flag_Set TO [portal_api];
GRANT EXECUTE ON SCHEMA::dbo TO portal_api;
