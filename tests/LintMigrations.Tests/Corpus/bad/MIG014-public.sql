GRANT EXECUTE ON dbo.sp_Flag_List TO public; -- here
