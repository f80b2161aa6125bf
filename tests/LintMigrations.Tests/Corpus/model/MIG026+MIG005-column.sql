ALTER TABLE dbo.Flag DROP COLUMN Legacy; -- here
