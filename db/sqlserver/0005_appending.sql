-- Within a transaction of the caller: appends to streams, each with the version it must have. Writers queue on one lock, so that positions are
-- given without gaps and in the order of commits. 51000 names the stream that has moved on: expected, actual, name.
CREATE PROCEDURE watchdog.AppendWithin
    @Actor    nvarchar(200),
    @At       datetimeoffset(3),
    @Streams  watchdog.StreamRow READONLY,
    @Events   watchdog.EventRow  READONLY,
    @Position bigint             OUTPUT
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;

    DECLARE @Lock int;
    DECLARE @Conflict nvarchar(2048);
    DECLARE @Hash binary(32) = 0x00;
    DECLARE @Ordinal int = 1;
    DECLARE @Count int;

    EXEC @Lock = sp_getapplock
        @Resource = N'watchdog.journal', @LockMode = 'Exclusive', @LockOwner = 'Transaction', @LockTimeout = 10000;
    IF @Lock < 0
        THROW 51001, N'Another writer has held the journal for more than 10 s.', 1;

    SELECT TOP (1) @Conflict = CONCAT(s.Expected, N' ', ISNULL(m.version, 0), N' ', s.Stream)
    FROM @Streams AS s
    OUTER APPLY (SELECT MAX(c.version) AS version FROM watchdog.chain AS c WHERE c.stream = s.Stream) AS m
    WHERE ISNULL(m.version, 0) <> s.Expected
    ORDER BY s.Ordinal;
    IF @Conflict IS NOT NULL
        THROW 51000, @Conflict, 1;

    SET @Position = 0;
    SELECT TOP (1) @Position = c.position, @Hash = c.hash FROM watchdog.chain AS c ORDER BY c.position DESC;
    SELECT @Count = COUNT(*) FROM @Events;

    WHILE @Ordinal <= @Count
    BEGIN
        SET @Position = @Position + 1;

        -- The previous hash, the position as eight bytes with the highest first, and the hash of the body.
        SELECT @Hash = HASHBYTES('SHA2_256', @Hash + CAST(@Position AS binary(8)) + e.BodyHash)
        FROM @Events AS e
        WHERE e.Ordinal = @Ordinal;

        INSERT INTO watchdog.chain (position, stream, version, type, at, body_hash, hash)
        SELECT @Position, e.Stream, e.Version, e.Type, @At, e.BodyHash, @Hash
        FROM @Events AS e
        WHERE e.Ordinal = @Ordinal;

        INSERT INTO watchdog.body (position, actor, body)
        SELECT @Position, @Actor, e.Body
        FROM @Events AS e
        WHERE e.Ordinal = @Ordinal;

        SET @Ordinal = @Ordinal + 1;
    END;
END;
GO

-- Appends, all of it or nothing.
CREATE PROCEDURE watchdog.AppendEvents
    @Actor   nvarchar(200),
    @At      datetimeoffset(3),
    @Streams watchdog.StreamRow READONLY,
    @Events  watchdog.EventRow  READONLY
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;

    DECLARE @Position bigint;

    BEGIN TRANSACTION;
    EXEC watchdog.AppendWithin @Actor, @At, @Streams, @Events, @Position OUTPUT;
    COMMIT TRANSACTION;

    SELECT @Position AS Position;
END;
GO

-- Appends a purge and removes the bodies it speaks of, all of it or nothing.
CREATE PROCEDURE watchdog.PurgeBodies
    @Actor   nvarchar(200),
    @At      datetimeoffset(3),
    @Streams watchdog.StreamRow READONLY,
    @Events  watchdog.EventRow  READONLY,
    @Through bigint,
    @Entries bigint
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;

    DECLARE @Purge bigint;
    DECLARE @Stream nvarchar(200);
    DECLARE @Marked bigint;

    SELECT @Stream = s.Stream FROM @Streams AS s WHERE s.Ordinal = 1;

    BEGIN TRANSACTION;

    EXEC watchdog.AppendWithin @Actor, @At, @Streams, @Events, @Purge OUTPUT;

    INSERT INTO watchdog.purged (position, event)
    SELECT c.position, @Purge
    FROM watchdog.chain AS c
    INNER JOIN watchdog.body AS b ON b.position = c.position
    WHERE c.stream = @Stream AND c.position <= @Through;
    SET @Marked = @@ROWCOUNT;
    IF @Marked <> @Entries
        THROW 51005, N'Other bodies are there than the purge speaks of.', 1;

    DELETE FROM watchdog.body WHERE position IN (SELECT p.position FROM watchdog.purged AS p WHERE p.event = @Purge);

    COMMIT TRANSACTION;

    SELECT @Purge AS Position;
END;
GO
