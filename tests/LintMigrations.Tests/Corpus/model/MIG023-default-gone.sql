DROP PROCEDURE IF EXISTS dbo.sp_Flag_List;
GO
CREATE PROCEDURE dbo.sp_Flag_List @Scope varchar(20), @Take int, @Total int OUTPUT AS -- here
    SELECT Id, Name AS FlagName, Scope FROM dbo.Flag WHERE Scope = @Scope;
GO
GRANT EXECUTE ON dbo.sp_Flag_List TO portal_api;
