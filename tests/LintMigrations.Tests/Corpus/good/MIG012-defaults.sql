ALTER TABLE dbo.Flag ADD Owner nvarchar(50) NULL;
ALTER TABLE dbo.Flag ADD Area nvarchar(50) NOT NULL CONSTRAINT DF_Flag_Area DEFAULT N'';
ALTER TABLE dbo.Flag ADD Number int IDENTITY (1, 1) NOT NULL;
ALTER TABLE dbo.Flag ADD Version rowversion NOT NULL;
CREATE TABLE dbo.Fresh (Id int NOT NULL);
ALTER TABLE dbo.Fresh ADD Name nvarchar(50) NOT NULL;
