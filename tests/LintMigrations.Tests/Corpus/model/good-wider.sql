ALTER TABLE dbo.Flag ALTER COLUMN Scope nvarchar(40) NULL;
ALTER TABLE dbo.Flag ALTER COLUMN Weight decimal(12, 4) NULL;
ALTER TABLE dbo.Flag ALTER COLUMN At datetime2(7) NULL;
ALTER TABLE dbo.Flag ALTER COLUMN Name nvarchar(60) NOT NULL;
ALTER TABLE dbo.Flag ADD Owner nvarchar(50) NULL;
GO
CREATE PROCEDURE dbo.sp_Owner AS SELECT Owner FROM dbo.Flag;
