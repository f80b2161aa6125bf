-- The journal: one hash chain over many streams. Bodies lie apart, so that a purge after retention can remove them and never a
-- chain row. Names compare byte by byte, whatever the database's collation is.
CREATE TABLE watchdog.chain (
    position  bigint            NOT NULL,
    stream    nvarchar(200)     COLLATE Latin1_General_BIN2 NOT NULL,
    version   int               NOT NULL,
    type      nvarchar(100)     COLLATE Latin1_General_BIN2 NOT NULL,
    at        datetimeoffset(3) NOT NULL,
    body_hash binary(32)        NOT NULL,
    hash      binary(32)        NOT NULL
);
GO

ALTER TABLE watchdog.chain ADD CONSTRAINT PK_chain PRIMARY KEY CLUSTERED (position);
GO

ALTER TABLE watchdog.chain ADD CONSTRAINT UQ_chain_stream_version UNIQUE (stream, version);
GO

-- Who did it stands beside the body, to be looked for, and goes with it.
CREATE TABLE watchdog.body (
    position bigint         NOT NULL,
    actor    nvarchar(200)  COLLATE Latin1_General_100_CI_AS NOT NULL,
    body     varbinary(max) NOT NULL
);
GO

ALTER TABLE watchdog.body ADD CONSTRAINT PK_body PRIMARY KEY CLUSTERED (position);
GO

ALTER TABLE watchdog.body ADD CONSTRAINT FK_body_chain FOREIGN KEY (position) REFERENCES watchdog.chain (position);
GO

-- Which bodies were purged after retention, each with the event that says who did it and why.
CREATE TABLE watchdog.purged (
    position bigint NOT NULL,
    event    bigint NOT NULL
);
GO

ALTER TABLE watchdog.purged ADD CONSTRAINT PK_purged PRIMARY KEY CLUSTERED (position);
GO

ALTER TABLE watchdog.purged ADD CONSTRAINT FK_purged_chain FOREIGN KEY (position) REFERENCES watchdog.chain (position);
GO

ALTER TABLE watchdog.purged ADD CONSTRAINT FK_purged_event FOREIGN KEY (event) REFERENCES watchdog.chain (position);
GO

CREATE INDEX IX_purged_event ON watchdog.purged (event);
GO

-- Sealed evidence packs, stored as they are served. A later addition is a new part.
CREATE TABLE watchdog.evidence_pack (
    incident nvarchar(50)   COLLATE Latin1_General_BIN2 NOT NULL,
    part     int            NOT NULL,
    sha256   char(64)       COLLATE Latin1_General_BIN2 NOT NULL,
    zip      varbinary(max) NOT NULL
);
GO

ALTER TABLE watchdog.evidence_pack ADD CONSTRAINT PK_evidence_pack PRIMARY KEY CLUSTERED (incident, part);
GO

-- Screenshots of people, named by their digest in an event of the journal.
CREATE TABLE watchdog.picture (
    incident nvarchar(50)   COLLATE Latin1_General_BIN2 NOT NULL,
    sha256   char(64)       COLLATE Latin1_General_BIN2 NOT NULL,
    kind     nvarchar(20)   COLLATE Latin1_General_BIN2 NOT NULL,
    content  varbinary(max) NOT NULL
);
GO

ALTER TABLE watchdog.picture ADD CONSTRAINT PK_picture PRIMARY KEY CLUSTERED (incident, sha256);
GO

-- Versions of incidents' reports, as the documents that people wrote, reviewed and published.
CREATE TABLE watchdog.report (
    incident nvarchar(50)  COLLATE Latin1_General_BIN2 NOT NULL,
    sha256   char(64)      COLLATE Latin1_General_BIN2 NOT NULL,
    markdown nvarchar(max) NOT NULL
);
GO

ALTER TABLE watchdog.report ADD CONSTRAINT PK_report PRIMARY KEY CLUSTERED (incident, sha256);
GO
