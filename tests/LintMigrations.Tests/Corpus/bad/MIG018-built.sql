CREATE PROCEDURE dbo.sp_Flag_Sort @Column sysname AS
BEGIN
    DECLARE @sql nvarchar(max) = N'SELECT Id FROM dbo.Flag ORDER BY ' + @Column;
    EXEC sys.sp_executesql @sql; -- here
END
