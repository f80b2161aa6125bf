DROP INDEX IX_Flag_Scope ON dbo.Flag; -- here
