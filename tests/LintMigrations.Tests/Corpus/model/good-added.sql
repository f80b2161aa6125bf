DROP PROCEDURE IF EXISTS dbo.sp_Flag_List;
GO
CREATE PROCEDURE dbo.sp_Flag_List @Scope varchar(40), @Take int = 20, @Total int OUTPUT, @Area int = NULL AS
BEGIN
    SELECT Id, Name AS FlagName, Scope, Weight FROM dbo.Flag WHERE Scope = @Scope
    UNION ALL
    SELECT 1, N'', N'', 2;
END
GO
GRANT EXECUTE ON dbo.sp_Flag_List TO portal_api;
