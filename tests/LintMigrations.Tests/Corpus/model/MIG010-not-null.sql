ALTER TABLE dbo.Flag ALTER COLUMN Scope varchar(20) NOT NULL; -- here
