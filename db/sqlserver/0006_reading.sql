-- What the program asks of the journal and the evidence.
CREATE PROCEDURE watchdog.EventsAfter
    @Position bigint,
    @Most     int
AS
BEGIN
    SET NOCOUNT ON;
    SELECT TOP (@Most) b.position AS Position, b.body AS Body
    FROM watchdog.body AS b
    WHERE b.position > @Position
    ORDER BY b.position;
END;
GO

CREATE PROCEDURE watchdog.EventsOfStream
    @Stream nvarchar(200),
    @After  int
AS
BEGIN
    SET NOCOUNT ON;
    SELECT c.position AS Position, b.body AS Body
    FROM watchdog.chain AS c
    INNER JOIN watchdog.body AS b ON b.position = c.position
    WHERE c.stream = @Stream AND c.version > @After
    ORDER BY c.version;
END;
GO

CREATE PROCEDURE watchdog.NewestEvents
    @StreamPrefix nvarchar(200),
    @Most         int,
    @Through      bigint
AS
BEGIN
    SET NOCOUNT ON;
    SELECT TOP (@Most) c.position AS Position, b.body AS Body
    FROM watchdog.chain AS c
    INNER JOIN watchdog.body AS b ON b.position = c.position
    WHERE LEFT(c.stream, DATALENGTH(@StreamPrefix) / 2) = @StreamPrefix AND c.position <= @Through
    ORDER BY c.position DESC;
END;
GO

CREATE PROCEDURE watchdog.NewestLink
AS
BEGIN
    SET NOCOUNT ON;
    SELECT TOP (1) c.position AS Position, c.hash AS Hash, c.at AS At FROM watchdog.chain AS c ORDER BY c.position DESC;
END;
GO

CREATE PROCEDURE watchdog.HashOfLink
    @Position bigint
AS
BEGIN
    SET NOCOUNT ON;
    SELECT c.hash AS Hash FROM watchdog.chain AS c WHERE c.position = @Position;
END;
GO

-- Where an event of a stream lies, and which body it has: an append whose answer was lost is looked for with it.
CREATE PROCEDURE watchdog.LinkOfVersion
    @Stream  nvarchar(200),
    @Version int
AS
BEGIN
    SET NOCOUNT ON;
    SELECT c.position AS Position, c.body_hash AS BodyHash
    FROM watchdog.chain AS c
    WHERE c.stream = @Stream AND c.version = @Version;
END;
GO

CREATE PROCEDURE watchdog.FoundPositions
    @Through bigint,
    @Most    int,
    @Prefix  nvarchar(200),
    @Streams nvarchar(max),
    @Type    nvarchar(100),
    @From    datetimeoffset(3),
    @To      datetimeoffset(3),
    @Actor   nvarchar(200)
AS
BEGIN
    SET NOCOUNT ON;
    SELECT TOP (@Most) c.position AS Position
    FROM watchdog.chain AS c
    WHERE c.position <= @Through
        AND (@Prefix IS NULL OR LEFT(c.stream, DATALENGTH(@Prefix) / 2) = @Prefix)
        AND (@Streams IS NULL OR c.stream IN (SELECT n.value COLLATE Latin1_General_BIN2 FROM OPENJSON(@Streams) AS n))
        AND (@Type IS NULL OR c.type = @Type)
        AND (@From IS NULL OR c.at >= @From)
        AND (@To IS NULL OR c.at < @To)
        AND (@Actor IS NULL OR EXISTS (
            SELECT 1 FROM watchdog.body AS a WHERE a.position = c.position AND a.actor = @Actor))
    ORDER BY c.position DESC;
END;
GO

CREATE PROCEDURE watchdog.FoundLinks
    @Through bigint,
    @Most    int,
    @Prefix  nvarchar(200),
    @Streams nvarchar(max),
    @Type    nvarchar(100),
    @From    datetimeoffset(3),
    @To      datetimeoffset(3),
    @Actor   nvarchar(200)
AS
BEGIN
    SET NOCOUNT ON;
    SELECT TOP (@Most)
        c.position AS Position, c.stream AS Stream, c.version AS Version, c.type AS Type, c.at AS At, c.hash AS Hash,
        b.body AS Body, p.event AS PurgedBy
    FROM watchdog.chain AS c
    LEFT JOIN watchdog.body AS b ON b.position = c.position
    LEFT JOIN watchdog.purged AS p ON p.position = c.position
    WHERE c.position <= @Through
        AND (@Prefix IS NULL OR LEFT(c.stream, DATALENGTH(@Prefix) / 2) = @Prefix)
        AND (@Streams IS NULL OR c.stream IN (SELECT n.value COLLATE Latin1_General_BIN2 FROM OPENJSON(@Streams) AS n))
        AND (@Type IS NULL OR c.type = @Type)
        AND (@From IS NULL OR c.at >= @From)
        AND (@To IS NULL OR c.at < @To)
        AND (@Actor IS NULL OR b.actor = @Actor)
    ORDER BY c.position DESC;
END;
GO

CREATE PROCEDURE watchdog.ExportRange
    @Stream nvarchar(200),
    @From   bigint,
    @To     bigint
AS
BEGIN
    SET NOCOUNT ON;
    SELECT MIN(c.position) AS First, MAX(c.position) AS Last
    FROM watchdog.chain AS c
    WHERE (@Stream IS NULL OR c.stream = @Stream) AND c.position >= @From AND c.position <= @To;
END;
GO

CREATE PROCEDURE watchdog.ExportRows
    @First  bigint,
    @Last   bigint,
    @Stream nvarchar(200)
AS
BEGIN
    SET NOCOUNT ON;
    SELECT
        c.position AS Position, c.body_hash AS BodyHash, c.hash AS Hash, p.event AS PurgedBy,
        CASE WHEN @Stream IS NULL OR c.stream = @Stream THEN b.body END AS Body
    FROM watchdog.chain AS c
    LEFT JOIN watchdog.body AS b ON b.position = c.position
    LEFT JOIN watchdog.purged AS p ON p.position = c.position
    WHERE c.position >= @First AND c.position <= @Last
    ORDER BY c.position;
END;
GO

CREATE PROCEDURE watchdog.AllLinks
AS
BEGIN
    SET NOCOUNT ON;
    SELECT
        c.position AS Position, c.stream AS Stream, c.version AS Version, c.type AS Type, c.at AS At,
        c.body_hash AS BodyHash, c.hash AS Hash, b.body AS Body, p.event AS PurgedBy
    FROM watchdog.chain AS c
    LEFT JOIN watchdog.body AS b ON b.position = c.position
    LEFT JOIN watchdog.purged AS p ON p.position = c.position
    ORDER BY c.position;
END;
GO

-- A body that no link covers: only whoever switched the foreign key off can have put it there.
CREATE PROCEDURE watchdog.StrayBody
AS
BEGIN
    SET NOCOUNT ON;
    SELECT MIN(b.position) AS Position
    FROM watchdog.body AS b
    WHERE NOT EXISTS (SELECT 1 FROM watchdog.chain AS c WHERE c.position = b.position);
END;
GO

CREATE PROCEDURE watchdog.BodiesOfStream
    @Stream nvarchar(200)
AS
BEGIN
    SET NOCOUNT ON;
    SELECT COUNT_BIG(*) AS Entries, MAX(c.position) AS Through, MAX(c.at) AS Newest
    FROM watchdog.chain AS c
    INNER JOIN watchdog.body AS b ON b.position = c.position
    WHERE c.stream = @Stream;
END;
GO

CREATE PROCEDURE watchdog.NextPack
    @Incident nvarchar(50)
AS
BEGIN
    SET NOCOUNT ON;
    SELECT ISNULL(MAX(e.part), 0) + 1 AS Part FROM watchdog.evidence_pack AS e WHERE e.incident = @Incident;
END;
GO

CREATE PROCEDURE watchdog.FoundPack
    @Incident nvarchar(50),
    @Part     int
AS
BEGIN
    SET NOCOUNT ON;
    SELECT e.sha256 AS Sha256, CAST(DATALENGTH(e.zip) AS bigint) AS Length
    FROM watchdog.evidence_pack AS e
    WHERE e.incident = @Incident AND e.part = @Part;
END;
GO

CREATE PROCEDURE watchdog.KeepPack
    @Incident nvarchar(50),
    @Part     int,
    @Sha256   nvarchar(64),
    @Zip      varbinary(max)
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;
    INSERT INTO watchdog.evidence_pack (incident, part, sha256, zip) VALUES (@Incident, @Part, @Sha256, @Zip);
END;
GO

-- From is counted from 0.
CREATE PROCEDURE watchdog.PieceOfPack
    @Incident nvarchar(50),
    @Part     int,
    @From     bigint,
    @Length   int
AS
BEGIN
    SET NOCOUNT ON;
    SELECT SUBSTRING(e.zip, @From + 1, @Length) AS Piece
    FROM watchdog.evidence_pack AS e
    WHERE e.incident = @Incident AND e.part = @Part;
END;
GO

CREATE PROCEDURE watchdog.LinksOfStream
    @Stream  nvarchar(200),
    @After   bigint,
    @Through bigint,
    @Most    int
AS
BEGIN
    SET NOCOUNT ON;
    SELECT TOP (@Most)
        c.position AS Position, p.hash AS Previous, c.body_hash AS BodyHash, c.hash AS Hash, b.body AS Body
    FROM watchdog.chain AS c
    LEFT JOIN watchdog.chain AS p ON p.position = c.position - 1
    LEFT JOIN watchdog.body AS b ON b.position = c.position
    WHERE c.stream = @Stream AND c.position > @After AND c.position <= @Through
    ORDER BY c.version;
END;
GO

CREATE PROCEDURE watchdog.KeepPicture
    @Incident nvarchar(50),
    @Sha256   nvarchar(64),
    @Kind     nvarchar(20),
    @Content  varbinary(max)
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;
    INSERT INTO watchdog.picture (incident, sha256, kind, content)
    SELECT @Incident, @Sha256, @Kind, @Content
    WHERE NOT EXISTS (
        SELECT 1 FROM watchdog.picture AS p WITH (UPDLOCK, HOLDLOCK) WHERE p.incident = @Incident AND p.sha256 = @Sha256);
END;
GO

CREATE PROCEDURE watchdog.PicturesOf
    @Incident nvarchar(50),
    @Sha256   nvarchar(64)
AS
BEGIN
    SET NOCOUNT ON;
    SELECT p.sha256 AS Sha256, p.kind AS Kind, p.content AS Content
    FROM watchdog.picture AS p
    WHERE p.incident = @Incident AND (@Sha256 IS NULL OR p.sha256 = @Sha256)
    ORDER BY p.sha256;
END;
GO

CREATE PROCEDURE watchdog.KeepReport
    @Incident nvarchar(50),
    @Sha256   nvarchar(64),
    @Markdown nvarchar(max)
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;
    INSERT INTO watchdog.report (incident, sha256, markdown)
    SELECT @Incident, @Sha256, @Markdown
    WHERE NOT EXISTS (
        SELECT 1 FROM watchdog.report AS r WITH (UPDLOCK, HOLDLOCK) WHERE r.incident = @Incident AND r.sha256 = @Sha256);
END;
GO

CREATE PROCEDURE watchdog.FoundReport
    @Incident nvarchar(50),
    @Sha256   nvarchar(64)
AS
BEGIN
    SET NOCOUNT ON;
    SELECT r.markdown AS Markdown FROM watchdog.report AS r WHERE r.incident = @Incident AND r.sha256 = @Sha256;
END;
GO

-- Which scripts were run here: whoever may only execute can still tell whether the schema is the one it knows.
CREATE PROCEDURE watchdog.ScriptsRun
AS
BEGIN
    SET NOCOUNT ON;
    SELECT v.ScriptName FROM watchdog.SchemaVersions AS v ORDER BY v.ScriptName;
END;
GO
