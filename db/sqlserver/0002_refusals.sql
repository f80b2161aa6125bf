-- What is written stays. The numbers are documented in docs/sql-server.md.
CREATE TRIGGER watchdog.chain_never_changes ON watchdog.chain AFTER UPDATE, DELETE
AS
BEGIN
    SET NOCOUNT ON;
    THROW 51002, N'The journal is append-only.', 1;
END;
GO

CREATE TRIGGER watchdog.body_never_changes ON watchdog.body AFTER UPDATE
AS
BEGIN
    SET NOCOUNT ON;
    THROW 51002, N'The journal is append-only.', 1;
END;
GO

CREATE TRIGGER watchdog.body_never_shrinks ON watchdog.body AFTER DELETE
AS
BEGIN
    SET NOCOUNT ON;
    IF EXISTS (
        SELECT 1 FROM deleted AS gone
        WHERE NOT EXISTS (SELECT 1 FROM watchdog.purged AS p WHERE p.position = gone.position)
    )
        THROW 51002, N'The journal is append-only.', 1;
END;
GO

CREATE TRIGGER watchdog.body_never_comes_back ON watchdog.body AFTER INSERT
AS
BEGIN
    SET NOCOUNT ON;
    IF EXISTS (
        SELECT 1 FROM inserted AS new
        WHERE EXISTS (SELECT 1 FROM watchdog.purged AS p WHERE p.position = new.position)
    )
        THROW 51002, N'The journal is append-only.', 1;
END;
GO

CREATE TRIGGER watchdog.purged_never_changes ON watchdog.purged AFTER UPDATE, DELETE
AS
BEGIN
    SET NOCOUNT ON;
    THROW 51002, N'The journal is append-only.', 1;
END;
GO

-- Only a purge of the same stream, appended after it, and nothing younger than a year at that time.
CREATE TRIGGER watchdog.purged_needs_a_purge ON watchdog.purged AFTER INSERT
AS
BEGIN
    SET NOCOUNT ON;
    IF EXISTS (
        SELECT 1 FROM inserted AS new
        WHERE NOT EXISTS (
            SELECT 1
            FROM watchdog.chain AS c
            INNER JOIN watchdog.chain AS p ON p.position = new.event
            WHERE c.position = new.position
                AND c.position < p.position
                AND c.stream = p.stream
                AND p.type = N'IncidentPurged'
                AND DATEADD(day, 365, c.at) <= DATEADD(minute, 1, p.at)
        )
    )
        THROW 51003, N'The journal is append-only: only a purge after a year removes a body.', 1;
END;
GO

CREATE TRIGGER watchdog.evidence_pack_never_changes ON watchdog.evidence_pack AFTER UPDATE, DELETE
AS
BEGIN
    SET NOCOUNT ON;
    THROW 51004, N'Evidence is sealed.', 1;
END;
GO

CREATE TRIGGER watchdog.picture_never_changes ON watchdog.picture AFTER UPDATE, DELETE
AS
BEGIN
    SET NOCOUNT ON;
    THROW 51004, N'Evidence is sealed.', 1;
END;
GO

CREATE TRIGGER watchdog.report_never_changes ON watchdog.report AFTER UPDATE, DELETE
AS
BEGIN
    SET NOCOUNT ON;
    THROW 51004, N'A version of a report is kept as it is.', 1;
END;
GO
