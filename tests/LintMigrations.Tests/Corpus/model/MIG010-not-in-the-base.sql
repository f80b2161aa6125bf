ALTER TABLE dbo.Other ALTER COLUMN Name nvarchar(40) NULL; -- here
