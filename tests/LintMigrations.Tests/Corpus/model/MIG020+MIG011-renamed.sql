EXEC sp_rename N'dbo.sp_Legacy', N'sp_Ancient'; -- here
