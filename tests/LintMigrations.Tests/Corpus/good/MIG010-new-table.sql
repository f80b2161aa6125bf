CREATE TABLE dbo.Fresh (Name nvarchar(50) NULL);
ALTER TABLE dbo.Fresh ALTER COLUMN Name nvarchar(20) NULL;
