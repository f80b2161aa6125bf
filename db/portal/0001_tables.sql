-- What the portal keeps of its configuration and its flags, as far as the watchdog depends on it. Not run by the watchdog: it
-- is the contract that its calls are held against (docs/portal-database.md), and what a portal's own scripts can be
-- compared with. SQL Server 2019 and Azure SQL.
CREATE TABLE dbo.ConfigSetting
(
    ConfigKey   nvarchar(200)     NOT NULL,
    Scope       nvarchar(20)      NOT NULL,
    Value       nvarchar(max)     NOT NULL,
    ValueType   nvarchar(50)      NOT NULL,
    Tags        nvarchar(400)     NULL,
    ChangedAt   datetimeoffset(3) NOT NULL,
    ChangedBy   nvarchar(200)     NOT NULL,
    CONSTRAINT PK_ConfigSetting PRIMARY KEY (ConfigKey, Scope),
    CONSTRAINT CK_ConfigSetting_Scope CHECK (Scope IN (N'Alpha', N'Beta', N'RTM', N'Prod'))
);
GO

-- A flag is set for everybody (TargetRole '') or for one role; NULL cannot be part of a key.
CREATE TABLE dbo.FeatureFlag
(
    FlagKey     nvarchar(200)     NOT NULL,
    Scope       nvarchar(20)      NOT NULL,
    TargetRole  nvarchar(100)     NOT NULL CONSTRAINT DF_FeatureFlag_TargetRole DEFAULT (N''),
    IsEnabled   bit               NOT NULL,
    ChangedAt   datetimeoffset(3) NOT NULL,
    ChangedBy   nvarchar(200)     NOT NULL,
    CONSTRAINT PK_FeatureFlag PRIMARY KEY (FlagKey, Scope, TargetRole),
    CONSTRAINT CK_FeatureFlag_Scope CHECK (Scope IN (N'Alpha', N'Beta', N'RTM', N'Prod'))
);
GO

-- Who did what when, before and after. Rows are added and never changed.
CREATE TABLE dbo.AuditEvent
(
    AuditEventId bigint            NOT NULL IDENTITY (1, 1),
    Actor        nvarchar(200)     NOT NULL,
    What         nvarchar(220)     NOT NULL,
    Scope        nvarchar(20)      NOT NULL,
    TargetRole   nvarchar(100)     NULL,
    OccurredAt   datetimeoffset(3) NOT NULL,
    BeforeValue  nvarchar(max)     NULL,
    AfterValue   nvarchar(max)     NULL,
    Description  nvarchar(500)     NULL,
    RequestId    nvarchar(100)     NOT NULL,
    CONSTRAINT PK_AuditEvent PRIMARY KEY (AuditEventId)
);
GO

CREATE INDEX IX_AuditEvent_RequestId ON dbo.AuditEvent (RequestId);
GO
