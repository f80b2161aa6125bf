ALTER TABLE dbo.Flag ALTER COLUMN Name nvarchar(20) NOT NULL; -- here
