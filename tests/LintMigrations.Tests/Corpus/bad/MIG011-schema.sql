ALTER SCHEMA archive TRANSFER dbo.Flag; -- here
