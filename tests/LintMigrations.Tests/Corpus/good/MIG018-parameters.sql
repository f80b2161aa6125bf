EXEC sys.sp_executesql N'SELECT Id FROM dbo.Flag WHERE Scope = @scope', N'@scope nvarchar(20)', @scope = N'Prod';
EXEC (N'CREATE TABLE dbo.Later (Id int NOT NULL)');
