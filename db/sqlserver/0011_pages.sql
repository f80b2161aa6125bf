-- The chain part by part: what is asked at once must be answered within the time that a command has.
CREATE PROCEDURE watchdog.LinksAfter
    @After   bigint,
    @Through bigint,
    @Most    int
AS
BEGIN
    SET NOCOUNT ON;
    SELECT TOP (@Most)
        c.position AS Position, c.stream AS Stream, c.version AS Version, c.type AS Type, c.at AS At,
        c.body_hash AS BodyHash, c.hash AS Hash, b.body AS Body, p.event AS PurgedBy
    FROM watchdog.chain AS c
    LEFT JOIN watchdog.body AS b ON b.position = c.position
    LEFT JOIN watchdog.purged AS p ON p.position = c.position
    WHERE c.position > @After AND c.position <= @Through
    ORDER BY c.position;
END;
GO
