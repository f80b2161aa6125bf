-- What the dashboard's door needs: keys that protect cookies, and sessions. No facts: nothing here is part of the chain.
CREATE TABLE watchdog.dashboard_key (
    name nvarchar(200) COLLATE Latin1_General_BIN2 NOT NULL,
    xml  nvarchar(max) NOT NULL
);
GO

ALTER TABLE watchdog.dashboard_key ADD CONSTRAINT PK_dashboard_key PRIMARY KEY CLUSTERED (name);
GO

-- The key is the SHA-256 of what the cookie names; times are Unix seconds.
CREATE TABLE watchdog.dashboard_session (
    number  bigint         NOT NULL IDENTITY (1, 1),
    id      nvarchar(100)  COLLATE Latin1_General_BIN2 NOT NULL,
    person  nvarchar(300)  COLLATE Latin1_General_BIN2 NOT NULL,
    ticket  varbinary(max) NOT NULL,
    expires bigint         NOT NULL
);
GO

ALTER TABLE watchdog.dashboard_session ADD CONSTRAINT PK_dashboard_session PRIMARY KEY CLUSTERED (id);
GO

CREATE INDEX IX_dashboard_session_person ON watchdog.dashboard_session (person, expires);
GO

CREATE PROCEDURE watchdog.DashboardKeys
AS
BEGIN
    SET NOCOUNT ON;
    SELECT k.xml AS Xml FROM watchdog.dashboard_key AS k ORDER BY k.name;
END;
GO

CREATE PROCEDURE watchdog.KeepDashboardKey
    @Name nvarchar(200),
    @Xml  nvarchar(max)
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;
    INSERT INTO watchdog.dashboard_key (name, xml)
    SELECT @Name, @Xml
    WHERE NOT EXISTS (SELECT 1 FROM watchdog.dashboard_key AS k WITH (UPDLOCK, HOLDLOCK) WHERE k.name = @Name);
END;
GO

CREATE PROCEDURE watchdog.BeginSession
    @Id      nvarchar(100),
    @Person  nvarchar(300),
    @Ticket  varbinary(max),
    @Expires bigint,
    @Now     bigint,
    @Most    int
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;

    DELETE FROM watchdog.dashboard_session WHERE expires <= @Now;

    INSERT INTO watchdog.dashboard_session (id, person, ticket, expires) VALUES (@Id, @Person, @Ticket, @Expires);

    DELETE FROM watchdog.dashboard_session
    WHERE person = @Person AND id NOT IN (
        SELECT TOP (@Most) s.id
        FROM watchdog.dashboard_session AS s
        WHERE s.person = @Person
        ORDER BY s.expires DESC, s.number DESC);
END;
GO

CREATE PROCEDURE watchdog.RenewSession
    @Id      nvarchar(100),
    @Ticket  varbinary(max),
    @Expires bigint
AS
BEGIN
    SET NOCOUNT OFF;
    UPDATE watchdog.dashboard_session SET ticket = @Ticket, expires = @Expires WHERE id = @Id;
END;
GO

CREATE PROCEDURE watchdog.FoundSession
    @Id  nvarchar(100),
    @Now bigint
AS
BEGIN
    SET NOCOUNT ON;
    SELECT s.ticket AS Ticket FROM watchdog.dashboard_session AS s WHERE s.id = @Id AND s.expires > @Now;
END;
GO

CREATE PROCEDURE watchdog.EndSession
    @Id nvarchar(100)
AS
BEGIN
    SET NOCOUNT OFF;
    DELETE FROM watchdog.dashboard_session WHERE id = @Id;
END;
GO
