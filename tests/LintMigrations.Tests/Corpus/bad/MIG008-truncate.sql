TRUNCATE TABLE dbo.AuditEvent; -- here
