EXECUTE AS USER = N'admin'; -- here
