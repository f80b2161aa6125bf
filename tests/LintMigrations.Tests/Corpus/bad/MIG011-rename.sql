EXEC sp_rename N'dbo.Flag.Name', N'Title', N'COLUMN'; -- here
