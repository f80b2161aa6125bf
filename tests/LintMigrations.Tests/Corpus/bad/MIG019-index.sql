ALTER INDEX IX_Flag_Name ON dbo.Flag DISABLE; -- here
