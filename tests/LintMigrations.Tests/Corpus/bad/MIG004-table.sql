DROP TABLE dbo.Flag; -- here
