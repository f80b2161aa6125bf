MERGE dbo.Flag AS target
USING dbo.FlagSource AS source ON target.Id = source.Id
WHEN NOT MATCHED BY SOURCE THEN DELETE; -- here
