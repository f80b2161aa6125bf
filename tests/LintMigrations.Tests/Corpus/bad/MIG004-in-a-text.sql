EXEC (N'DROP TABLE dbo.Flag'); -- here
