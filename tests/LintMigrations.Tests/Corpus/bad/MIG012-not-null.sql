ALTER TABLE dbo.Flag ADD
    Note nvarchar(200) NULL,
    Owner nvarchar(50) NOT NULL; -- here
