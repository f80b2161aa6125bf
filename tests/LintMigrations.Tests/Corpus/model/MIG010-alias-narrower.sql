ALTER TABLE dbo.Flag ALTER COLUMN Name nvarchar(40) NOT NULL; -- here
