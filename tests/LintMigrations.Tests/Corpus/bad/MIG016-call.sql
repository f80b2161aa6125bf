EXEC (N'SELECT 1') AS USER = N'admin'; -- here
