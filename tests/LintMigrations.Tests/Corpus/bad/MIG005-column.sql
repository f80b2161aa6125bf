ALTER TABLE dbo.Flag
    DROP COLUMN Scope; -- here
