ALTER TABLE dbo.Flag ADD CONSTRAINT UQ_Flag_Name UNIQUE (Name); -- here
