-- Whoever calls says what time it is. A year is over only when the server's own clock says so too.
CREATE TRIGGER watchdog.purged_needs_the_servers_year ON watchdog.purged AFTER INSERT
AS
BEGIN
    SET NOCOUNT ON;
    IF EXISTS (
        SELECT 1 FROM inserted AS new
        INNER JOIN watchdog.chain AS c ON c.position = new.position
        WHERE DATEADD(day, 365, c.at) > DATEADD(minute, 1, SYSDATETIMEOFFSET())
    )
        THROW 51003, N'The journal is append-only: only a purge after a year removes a body.', 1;
END;
GO
