ALTER TABLE dbo.Flag ADD FullName AS (Scope + N':' + Name);
