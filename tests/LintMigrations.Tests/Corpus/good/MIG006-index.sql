CREATE INDEX IX_Flag_Owner ON dbo.Flag (Owner);
