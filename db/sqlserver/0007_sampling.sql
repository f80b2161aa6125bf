-- Readings: written second by second, read by slots, thinned as they age.
CREATE PROCEDURE watchdog.WriteSamples
    @Rows watchdog.SampleRow READONLY
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;

    BEGIN TRANSACTION;

    INSERT INTO watchdog.point (environment, series, at, value, total, failed, state)
    SELECT r.Environment, r.Series, r.At, r.Value, r.Total, r.Failed, r.State
    FROM @Rows AS r
    WHERE NOT EXISTS (
        SELECT 1 FROM watchdog.point AS p
        WHERE p.environment = r.Environment AND p.series = r.Series AND p.at = r.At);

    UPDATE v
    SET at = r.At, verdict = r.Verdict
    FROM watchdog.verdict AS v
    INNER JOIN @Rows AS r ON r.Environment = v.environment AND r.Series = v.series;

    INSERT INTO watchdog.verdict (environment, series, at, verdict)
    SELECT r.Environment, r.Series, r.At, r.Verdict
    FROM @Rows AS r
    WHERE NOT EXISTS (
        SELECT 1 FROM watchdog.verdict AS v WHERE v.environment = r.Environment AND v.series = r.Series);

    COMMIT TRANSACTION;
END;
GO

CREATE PROCEDURE watchdog.AddChanges
    @Rows watchdog.ChangeRow READONLY
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;
    INSERT INTO watchdog.verdict_change (environment, series, at, before, after, sentence)
    SELECT r.Environment, r.Series, r.At, r.Before, r.After, r.Sentence
    FROM @Rows AS r;
END;
GO

CREATE PROCEDURE watchdog.VerdictsOf
    @Environment nvarchar(50)
AS
BEGIN
    SET NOCOUNT ON;
    SELECT v.verdict AS Verdict, v.at AS At FROM watchdog.verdict AS v WHERE v.environment = @Environment;
END;
GO

CREATE PROCEDURE watchdog.NewestChanges
    @Environment nvarchar(50),
    @Most        int
AS
BEGIN
    SET NOCOUNT ON;
    SELECT TOP (@Most)
        c.environment AS Environment, c.series AS Series, c.at AS At, c.before AS Before, c.after AS After,
        c.sentence AS Sentence
    FROM watchdog.verdict_change AS c
    WHERE @Environment IS NULL OR c.environment = @Environment
    ORDER BY c.id DESC;
END;
GO

-- The worst of each slot: a thinned picture must not hide a peak.
CREATE PROCEDURE watchdog.PointsBetween
    @Environment nvarchar(50),
    @Series      nvarchar(300),
    @From        bigint,
    @To          bigint,
    @Slot        bigint
AS
BEGIN
    SET NOCOUNT ON;
    WITH readings AS (
        SELECT p.at, p.value, p.total, p.failed, p.state
        FROM watchdog.point AS p
        WHERE p.environment = @Environment AND p.series = @Series AND p.at >= @From AND p.at <= @To
        UNION ALL
        SELECT m.worst_at, m.high, m.total, m.failed, m.state
        FROM watchdog.point_minute AS m
        WHERE m.environment = @Environment AND m.series = @Series AND m.at > @From - 60000 AND m.at <= @To
            AND m.worst_at >= @From AND m.worst_at <= @To
        UNION ALL
        SELECT h.worst_at, h.high, h.total, h.failed, h.state
        FROM watchdog.point_hour AS h
        WHERE h.environment = @Environment AND h.series = @Series AND h.at > @From - 3600000 AND h.at <= @To
            AND h.worst_at >= @From AND h.worst_at <= @To
    ),
    placed AS (
        SELECT
            r.at, r.value, r.total, r.failed, r.state,
            ROW_NUMBER() OVER (PARTITION BY r.at / @Slot ORDER BY ISNULL(r.value, -1) DESC, r.at) AS place
        FROM readings AS r
    )
    SELECT
        p.at AS At, ISNULL(p.value, -1) AS Value, p.total AS Total, p.failed AS Failed, p.state AS State
    FROM placed AS p
    WHERE p.place = 1
    ORDER BY p.at;
END;
GO

-- Lowest and highest of each slot. Names are a JSON list.
CREATE PROCEDURE watchdog.SlotsOf
    @Environment nvarchar(50),
    @Names       nvarchar(max),
    @From        bigint,
    @Length      bigint,
    @Beyond      bigint
AS
BEGIN
    SET NOCOUNT ON;
    WITH names AS (
        SELECT n.value COLLATE Latin1_General_BIN2 AS series FROM OPENJSON(@Names) AS n
    ),
    readings AS (
        SELECT p.series, p.at, p.value AS low, p.value AS high
        FROM watchdog.point AS p
        WHERE p.environment = @Environment AND p.series IN (SELECT n.series FROM names AS n) AND p.at >= @From
            AND p.value < @Beyond
        UNION ALL
        SELECT m.series, m.at, m.low, m.high
        FROM watchdog.point_minute AS m
        WHERE m.environment = @Environment AND m.series IN (SELECT n.series FROM names AS n) AND m.at >= @From
            AND m.high < @Beyond
        UNION ALL
        SELECT h.series, h.at, h.low, h.high
        FROM watchdog.point_hour AS h
        WHERE h.environment = @Environment AND h.series IN (SELECT n.series FROM names AS n) AND h.at >= @From
            AND h.high < @Beyond
    )
    SELECT r.series AS Series, r.at / @Length AS Slot, MIN(r.low) AS Low, MAX(r.high) AS High
    FROM readings AS r
    GROUP BY r.series, r.at / @Length
    ORDER BY r.series, r.at / @Length;
END;
GO

CREATE PROCEDURE watchdog.OldestReading
    @Grain       nvarchar(10),
    @Environment nvarchar(50),
    @Series      nvarchar(300)
AS
BEGIN
    SET NOCOUNT ON;
    IF @Grain = N'raw'
        SELECT TOP (1) p.environment AS Environment, p.series AS Series, p.at AS At
        FROM watchdog.point AS p
        WHERE p.environment > @Environment OR (p.environment = @Environment AND p.series > @Series)
        ORDER BY p.environment, p.series, p.at;
    ELSE
        SELECT TOP (1) m.environment AS Environment, m.series AS Series, m.at AS At
        FROM watchdog.point_minute AS m
        WHERE m.environment > @Environment OR (m.environment = @Environment AND m.series > @Series)
        ORDER BY m.environment, m.series, m.at;
END;
GO

CREATE PROCEDURE watchdog.AgedReadings
    @Grain       nvarchar(10),
    @Environment nvarchar(50),
    @Series      nvarchar(300),
    @From        bigint,
    @To          bigint
AS
BEGIN
    SET NOCOUNT ON;
    IF @Grain = N'raw'
        SELECT
            p.at AS At, p.at AS WorstAt, p.value AS Low, p.value AS High, p.value AS Last,
            CAST(CASE WHEN p.value IS NULL THEN 0 ELSE 1 END AS bigint) AS Readings,
            CAST(CASE WHEN p.value IS NULL THEN 1 ELSE 0 END AS bigint) AS Missing,
            p.total AS Total, p.failed AS Failed, p.state AS State
        FROM watchdog.point AS p
        WHERE p.environment = @Environment AND p.series = @Series AND p.at >= @From AND p.at < @To
        ORDER BY p.at;
    ELSE
        SELECT
            m.at AS At, m.worst_at AS WorstAt, m.low AS Low, m.high AS High, m.last AS Last,
            m.readings AS Readings, m.missing AS Missing, m.total AS Total, m.failed AS Failed, m.state AS State
        FROM watchdog.point_minute AS m
        WHERE m.environment = @Environment AND m.series = @Series AND m.at >= @From AND m.at < @To
        ORDER BY m.at;
END;
GO

CREATE PROCEDURE watchdog.ThinnedReadings
    @Grain       nvarchar(10),
    @Environment nvarchar(50),
    @Series      nvarchar(300),
    @From        bigint,
    @To          bigint
AS
BEGIN
    SET NOCOUNT ON;
    IF @Grain = N'raw'
        SELECT
            m.at AS At, m.worst_at AS WorstAt, m.low AS Low, m.high AS High, m.last AS Last,
            m.readings AS Readings, m.missing AS Missing, m.total AS Total, m.failed AS Failed, m.state AS State
        FROM watchdog.point_minute AS m
        WHERE m.environment = @Environment AND m.series = @Series AND m.at >= @From AND m.at < @To;
    ELSE
        SELECT
            h.at AS At, h.worst_at AS WorstAt, h.low AS Low, h.high AS High, h.last AS Last,
            h.readings AS Readings, h.missing AS Missing, h.total AS Total, h.failed AS Failed, h.state AS State
        FROM watchdog.point_hour AS h
        WHERE h.environment = @Environment AND h.series = @Series AND h.at >= @From AND h.at < @To;
END;
GO

CREATE PROCEDURE watchdog.KeepThinned
    @Grain nvarchar(10),
    @Rows  watchdog.ThinnedRow READONLY
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;

    BEGIN TRANSACTION;

    IF @Grain = N'raw'
    BEGIN
        DELETE m
        FROM watchdog.point_minute AS m
        INNER JOIN @Rows AS r ON r.Environment = m.environment AND r.Series = m.series AND r.At = m.at;

        INSERT INTO watchdog.point_minute
            (environment, series, at, worst_at, low, high, last, readings, missing, total, failed, state)
        SELECT
            r.Environment, r.Series, r.At, r.WorstAt, r.Low, r.High, r.Last, r.Readings, r.Missing, r.Total, r.Failed,
            r.State
        FROM @Rows AS r;
    END;
    ELSE
    BEGIN
        DELETE h
        FROM watchdog.point_hour AS h
        INNER JOIN @Rows AS r ON r.Environment = h.environment AND r.Series = h.series AND r.At = h.at;

        INSERT INTO watchdog.point_hour
            (environment, series, at, worst_at, low, high, last, readings, missing, total, failed, state)
        SELECT
            r.Environment, r.Series, r.At, r.WorstAt, r.Low, r.High, r.Last, r.Readings, r.Missing, r.Total, r.Failed,
            r.State
        FROM @Rows AS r;
    END;

    COMMIT TRANSACTION;
END;
GO

CREATE PROCEDURE watchdog.ForgetAged
    @Grain       nvarchar(10),
    @Environment nvarchar(50),
    @Series      nvarchar(300),
    @From        bigint,
    @To          bigint
AS
BEGIN
    SET NOCOUNT OFF;
    IF @Grain = N'raw'
        DELETE FROM watchdog.point
        WHERE environment = @Environment AND series = @Series AND at >= @From AND at < @To;
    ELSE
        DELETE FROM watchdog.point_minute
        WHERE environment = @Environment AND series = @Series AND at >= @From AND at < @To;
END;
GO

CREATE PROCEDURE watchdog.ForgetHours
    @Before bigint,
    @Most   int
AS
BEGIN
    SET NOCOUNT OFF;
    DELETE TOP (@Most) FROM watchdog.point_hour WHERE at < @Before;
END;
GO

CREATE PROCEDURE watchdog.ForgetChanges
    @Before bigint,
    @Most   int
AS
BEGIN
    SET NOCOUNT OFF;
    DELETE TOP (@Most) FROM watchdog.verdict_change WHERE at < @Before;
END;
GO

CREATE PROCEDURE watchdog.AddFailedCalls
    @Rows watchdog.FailedCallRow READONLY
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;
    INSERT INTO watchdog.failed_call
        (environment, at, instance, call, fault, status, request_id, error_code, detail)
    SELECT r.Environment, r.At, r.Instance, r.Call, r.Fault, r.Status, r.RequestId, r.ErrorCode, r.Detail
    FROM @Rows AS r;
END;
GO

CREATE PROCEDURE watchdog.FailedCallsBetween
    @Environment nvarchar(50),
    @From        bigint,
    @To          bigint,
    @Most        int
AS
BEGIN
    SET NOCOUNT ON;
    SELECT TOP (@Most)
        f.at AS At, f.instance AS Instance, f.call AS Call, f.fault AS Fault, f.status AS Status,
        f.request_id AS RequestId, f.error_code AS ErrorCode, f.detail AS Detail
    FROM watchdog.failed_call AS f
    WHERE f.environment = @Environment AND f.at >= @From AND f.at <= @To
    ORDER BY f.at, f.id;
END;
GO

CREATE PROCEDURE watchdog.PruneFailedCalls
    @Before bigint,
    @Most   int
AS
BEGIN
    SET NOCOUNT OFF;
    DELETE TOP (@Most) FROM watchdog.failed_call WHERE at < @Before;
END;
GO
