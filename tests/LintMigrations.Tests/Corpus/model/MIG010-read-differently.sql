ALTER TABLE dbo.Flag ALTER COLUMN Legacy bigint NULL; -- here
