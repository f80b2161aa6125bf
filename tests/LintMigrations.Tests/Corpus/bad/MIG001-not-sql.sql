CREATE TABLE dbo.Flag (Id int NOT NULL
GO
-- the parser says so at the end of the batch
