ALTER TABLE dbo.Flag ADD CONSTRAINT CK_Flag_Scope CHECK (Scope IN (N'Prod', N'RTM')); -- here
