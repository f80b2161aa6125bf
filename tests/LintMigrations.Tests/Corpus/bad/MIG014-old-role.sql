EXEC sp_addrolemember N'db_datareader', N'portal_api'; -- here
