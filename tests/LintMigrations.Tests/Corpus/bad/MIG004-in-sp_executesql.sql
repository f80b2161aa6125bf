EXEC sys.sp_executesql N'
DROP TABLE dbo.Flag'; -- here
