ALTER TABLE dbo.Flag DROP CONSTRAINT DF_Flag_Scope; -- here
