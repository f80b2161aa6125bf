IF OBJECT_ID(N'dbo.Flag') IS NOT NULL
BEGIN
    DROP TABLE dbo.Flag; -- here
END
