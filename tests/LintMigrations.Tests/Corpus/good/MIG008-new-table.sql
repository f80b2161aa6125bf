CREATE TABLE dbo.AuditArchive (Id bigint NOT NULL PRIMARY KEY, At datetime2(3) NOT NULL);
INSERT INTO dbo.AuditArchive (Id, At) SELECT Id, At FROM dbo.AuditEvent;
