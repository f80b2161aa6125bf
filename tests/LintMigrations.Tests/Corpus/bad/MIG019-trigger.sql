DISABLE TRIGGER dbo.tr_Flag_Audit ON dbo.Flag; -- here
