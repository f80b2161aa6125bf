CREATE TYPE dbo.FlagName FROM nvarchar(50) NOT NULL;
GO
CREATE TABLE dbo.Flag
(
    Id int NOT NULL PRIMARY KEY,
    Name dbo.FlagName,
    Scope varchar(20) NULL,
    Weight decimal(9, 2) NULL,
    At datetime2(3) NULL,
    Rank smallmoney NULL,
    Legacy int NULL
);
GO
CREATE VIEW dbo.OldFlags AS SELECT Id FROM dbo.Flag WHERE Legacy = 1;
GO
CREATE PROCEDURE dbo.sp_Flag_List @Scope varchar(20), @Take int = 50, @Total int OUTPUT AS
BEGIN
    SET NOCOUNT ON;
    DECLARE @n int;
    SELECT @n = COUNT(*) FROM dbo.Flag;
    SET @Total = @n;
    IF @Take > 0
        SELECT TOP (@Take) f.Id, f.Name AS FlagName, f.Scope FROM dbo.Flag AS f WHERE f.Scope = @Scope;
END
GO
GRANT EXECUTE ON dbo.sp_Flag_List TO portal_api;
GO
CREATE PROCEDURE dbo.sp_Legacy AS SELECT Id FROM dbo.OldFlags;
GO
CREATE PROCEDURE dbo.sp_LegacyFlags AS SELECT Legacy FROM dbo.Flag;
GO
