-- Readings, one a second and thinned as they age; times are Unix milliseconds. Not evidence by themselves.
CREATE TABLE watchdog.point (
    environment nvarchar(50)  COLLATE Latin1_General_BIN2 NOT NULL,
    series      nvarchar(300) COLLATE Latin1_General_BIN2 NOT NULL,
    at          bigint        NOT NULL,
    value       bigint        NULL,
    total       bigint        NOT NULL,
    failed      bigint        NOT NULL,
    state       nvarchar(20)  NOT NULL
);
GO

ALTER TABLE watchdog.point ADD CONSTRAINT PK_point PRIMARY KEY CLUSTERED (environment, series, at);
GO

-- Of a minute and of an hour: the worst reading as it was taken, at its own moment, and what the whole time was like.
CREATE TABLE watchdog.point_minute (
    environment nvarchar(50)  COLLATE Latin1_General_BIN2 NOT NULL,
    series      nvarchar(300) COLLATE Latin1_General_BIN2 NOT NULL,
    at          bigint        NOT NULL,
    worst_at    bigint        NOT NULL,
    low         bigint        NULL,
    high        bigint        NULL,
    last        bigint        NULL,
    readings    bigint        NOT NULL,
    missing     bigint        NOT NULL,
    total       bigint        NOT NULL,
    failed      bigint        NOT NULL,
    state       nvarchar(20)  NOT NULL
);
GO

ALTER TABLE watchdog.point_minute ADD CONSTRAINT PK_point_minute PRIMARY KEY CLUSTERED (environment, series, at);
GO

CREATE TABLE watchdog.point_hour (
    environment nvarchar(50)  COLLATE Latin1_General_BIN2 NOT NULL,
    series      nvarchar(300) COLLATE Latin1_General_BIN2 NOT NULL,
    at          bigint        NOT NULL,
    worst_at    bigint        NOT NULL,
    low         bigint        NULL,
    high        bigint        NULL,
    last        bigint        NULL,
    readings    bigint        NOT NULL,
    missing     bigint        NOT NULL,
    total       bigint        NOT NULL,
    failed      bigint        NOT NULL,
    state       nvarchar(20)  NOT NULL
);
GO

ALTER TABLE watchdog.point_hour ADD CONSTRAINT PK_point_hour PRIMARY KEY CLUSTERED (environment, series, at);
GO

CREATE INDEX IX_point_hour_at ON watchdog.point_hour (at);
GO

-- The last verdict of each series, so that time in breach survives a restart.
CREATE TABLE watchdog.verdict (
    environment nvarchar(50)  COLLATE Latin1_General_BIN2 NOT NULL,
    series      nvarchar(300) COLLATE Latin1_General_BIN2 NOT NULL,
    at          bigint        NOT NULL,
    verdict     nvarchar(max) NOT NULL
);
GO

ALTER TABLE watchdog.verdict ADD CONSTRAINT PK_verdict PRIMARY KEY CLUSTERED (environment, series);
GO

CREATE TABLE watchdog.verdict_change (
    id          bigint        NOT NULL IDENTITY (1, 1),
    environment nvarchar(50)  COLLATE Latin1_General_BIN2 NOT NULL,
    series      nvarchar(300) COLLATE Latin1_General_BIN2 NOT NULL,
    at          bigint        NOT NULL,
    before      nvarchar(20)  NOT NULL,
    after       nvarchar(20)  NOT NULL,
    sentence    nvarchar(max) NOT NULL
);
GO

ALTER TABLE watchdog.verdict_change ADD CONSTRAINT PK_verdict_change PRIMARY KEY CLUSTERED (id);
GO

CREATE INDEX IX_verdict_change_environment ON watchdog.verdict_change (environment, id);
GO

CREATE INDEX IX_verdict_change_at ON watchdog.verdict_change (at);
GO

-- The watchdog's own calls that failed: what finds them again in the portal's logs. They age out with the readings.
CREATE TABLE watchdog.failed_call (
    id          bigint        NOT NULL IDENTITY (1, 1),
    environment nvarchar(50)  COLLATE Latin1_General_BIN2 NOT NULL,
    at          bigint        NOT NULL,
    instance    nvarchar(200) NOT NULL,
    call        nvarchar(max) NOT NULL,
    fault       nvarchar(50)  NOT NULL,
    status      int           NOT NULL,
    request_id  nvarchar(max) NULL,
    error_code  nvarchar(max) NULL,
    detail      nvarchar(max) NULL
);
GO

ALTER TABLE watchdog.failed_call ADD CONSTRAINT PK_failed_call PRIMARY KEY CLUSTERED (id);
GO

CREATE INDEX IX_failed_call_environment_at ON watchdog.failed_call (environment, at);
GO

CREATE INDEX IX_failed_call_at ON watchdog.failed_call (at);
GO
