DECLARE @table sysname = N'dbo.Flag';
EXEC (N'SELECT 1 FROM ' + @table); -- here
