ALTER PROCEDURE dbo.sp_Flag_List @Scope varchar(20), @Take int = 50, @Total int OUTPUT AS
    SELECT Id, Name AS FlagName, Scope FROM dbo.Flag WHERE Scope = @Scope;
