DELETE FROM dbo.Flag; -- here
