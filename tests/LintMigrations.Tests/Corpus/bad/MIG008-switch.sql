ALTER TABLE dbo.AuditEvent SWITCH TO dbo.AuditEventOld; -- here
