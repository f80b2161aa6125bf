EXEC sp_configure N'show advanced options', 1; -- here
