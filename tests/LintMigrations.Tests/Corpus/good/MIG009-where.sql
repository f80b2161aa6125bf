UPDATE dbo.Flag SET Owner = N'nobody' WHERE Owner IS NULL;
DELETE FROM dbo.Flag WHERE Id = 7;
DELETE f FROM dbo.Flag AS f JOIN dbo.Gone AS g ON g.Id = f.Id;
CREATE TABLE dbo.Fresh (Id int NOT NULL);
UPDATE dbo.Fresh SET Id = 1;
DELETE FROM #scratch;
DECLARE @rows table (Id int);
DELETE FROM @rows;
MERGE dbo.Flag AS target
USING dbo.FlagSource AS source ON target.Id = source.Id
WHEN NOT MATCHED THEN INSERT (Id) VALUES (source.Id);
WITH old AS (SELECT Id, Owner FROM dbo.Flag WHERE Owner IS NULL)
UPDATE old SET Owner = N'nobody';
