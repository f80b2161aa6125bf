ALTER TABLE dbo.Flag ALTER COLUMN Scope varchar(10) NULL; -- here
