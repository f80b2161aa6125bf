-- What is written together comes in one parameter. Columns stand in the order in which the program fills them.
CREATE TYPE watchdog.StreamRow AS TABLE (
    Ordinal  int           NOT NULL PRIMARY KEY,
    Stream   nvarchar(200) COLLATE Latin1_General_BIN2 NOT NULL,
    Expected int           NOT NULL
);
GO

CREATE TYPE watchdog.EventRow AS TABLE (
    Ordinal  int            NOT NULL PRIMARY KEY,
    Stream   nvarchar(200)  COLLATE Latin1_General_BIN2 NOT NULL,
    Version  int            NOT NULL,
    Type     nvarchar(100)  COLLATE Latin1_General_BIN2 NOT NULL,
    BodyHash binary(32)     NOT NULL,
    Body     varbinary(max) NOT NULL
);
GO

CREATE TYPE watchdog.SampleRow AS TABLE (
    Environment nvarchar(50)  COLLATE Latin1_General_BIN2 NOT NULL,
    Series      nvarchar(300) COLLATE Latin1_General_BIN2 NOT NULL,
    At          bigint        NOT NULL,
    Value       bigint        NULL,
    Total       bigint        NOT NULL,
    Failed      bigint        NOT NULL,
    State       nvarchar(20)  NOT NULL,
    Verdict     nvarchar(max) NOT NULL,
    PRIMARY KEY (Environment, Series, At)
);
GO

CREATE TYPE watchdog.ChangeRow AS TABLE (
    Environment nvarchar(50)  COLLATE Latin1_General_BIN2 NOT NULL,
    Series      nvarchar(300) COLLATE Latin1_General_BIN2 NOT NULL,
    At          bigint        NOT NULL,
    Before      nvarchar(20)  NOT NULL,
    After       nvarchar(20)  NOT NULL,
    Sentence    nvarchar(max) NOT NULL
);
GO

CREATE TYPE watchdog.ThinnedRow AS TABLE (
    Environment nvarchar(50)  COLLATE Latin1_General_BIN2 NOT NULL,
    Series      nvarchar(300) COLLATE Latin1_General_BIN2 NOT NULL,
    At          bigint        NOT NULL,
    WorstAt     bigint        NOT NULL,
    Low         bigint        NULL,
    High        bigint        NULL,
    Last        bigint        NULL,
    Readings    bigint        NOT NULL,
    Missing     bigint        NOT NULL,
    Total       bigint        NOT NULL,
    Failed      bigint        NOT NULL,
    State       nvarchar(20)  NOT NULL,
    PRIMARY KEY (Environment, Series, At)
);
GO

CREATE TYPE watchdog.FailedCallRow AS TABLE (
    Environment nvarchar(50)  COLLATE Latin1_General_BIN2 NOT NULL,
    At          bigint        NOT NULL,
    Instance    nvarchar(200) NOT NULL,
    Call        nvarchar(max) NOT NULL,
    Fault       nvarchar(50)  NOT NULL,
    Status      int           NOT NULL,
    RequestId   nvarchar(max) NULL,
    ErrorCode   nvarchar(max) NULL,
    Detail      nvarchar(max) NULL
);
GO
