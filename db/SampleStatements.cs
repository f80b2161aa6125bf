using Mcpx.Db.Engines;

namespace Mcpx.Db;

internal sealed record SampleRow(
    string Environment,
    string Series,
    long At,
    long? Value,
    long Total,
    long Failed,
    string State,
    string Verdict
);

internal sealed record WriteSamples(IReadOnlyCollection<SampleRow> Rows) : Batch<SampleRow>(Rows)
{
    internal override string Sqlite =>
        """
            INSERT OR IGNORE INTO point (environment, series, at, value, total, failed, state)
            VALUES (@Environment, @Series, @At, @Value, @Total, @Failed, @State);
            INSERT INTO verdict (environment, series, at, verdict) VALUES (@Environment, @Series, @At, @Verdict)
            ON CONFLICT (environment, series) DO UPDATE SET at = excluded.at, verdict = excluded.verdict;
            """;
}

internal sealed record ChangeRow(
    string Environment,
    string Series,
    long At,
    string Before,
    string After,
    string Sentence
);

internal sealed record AddChanges(IReadOnlyCollection<ChangeRow> Rows) : Batch<ChangeRow>(Rows)
{
    internal override string Sqlite =>
        """
            INSERT INTO verdict_change (environment, series, at, before, after, sentence)
            VALUES (@Environment, @Series, @At, @Before, @After, @Sentence)
            """;
}

internal sealed record VerdictsOf(string Environment) : Statement
{
    internal override string Sqlite => "SELECT verdict, at FROM verdict WHERE environment = @Environment";
}

internal sealed record NewestChanges(string? Environment, int Most) : Statement
{
    internal override string Sqlite =>
        """
            SELECT environment, series, at, before, after, sentence FROM verdict_change
            WHERE @Environment IS NULL OR environment = @Environment ORDER BY id DESC LIMIT @Most
            """;
}

/// <summary>The worst of each slot: a thinned picture must not hide a peak.</summary>
internal sealed record PointsBetween(string Environment, string Series, long From, long To, long Slot) : Statement
{
    internal override string Sqlite =>
        """
            SELECT at, MAX(COALESCE(value, -1)) AS value, total, failed, state FROM (
                SELECT at, value, total, failed, state FROM point
                WHERE environment = @Environment AND series = @Series AND at >= @From AND at <= @To
                UNION ALL
                SELECT worst_at, high, total, failed, state FROM point_minute
                WHERE environment = @Environment AND series = @Series AND at > @From - 60000 AND at <= @To
                    AND worst_at >= @From AND worst_at <= @To
                UNION ALL
                SELECT worst_at, high, total, failed, state FROM point_hour
                WHERE environment = @Environment AND series = @Series AND at > @From - 3600000 AND at <= @To
                    AND worst_at >= @From AND worst_at <= @To
            )
            GROUP BY at / @Slot ORDER BY at
            """;
}

/// <summary>Lowest and highest of each slot that read something. Names are a JSON list.</summary>
internal sealed record SlotsOf(string Environment, string Names, long From, long Length, long Beyond) : Statement
{
    // CROSS JOIN keeps the order of the loops: a seek for each series, never a scan of two days of readings.
    internal override string Sqlite =>
        """
            SELECT series, slot, MIN(low) AS low, MAX(high) AS high FROM (
                SELECT p.series, p.at / @Length AS slot, MIN(p.value) AS low, MAX(p.value) AS high
                FROM json_each(@Names) AS n CROSS JOIN point AS p
                WHERE p.environment = @Environment AND p.series = n.value AND p.at >= @From
                    AND p.value IS NOT NULL AND p.value < @Beyond
                GROUP BY p.series, slot
                UNION ALL
                SELECT p.series, p.at / @Length, p.low, p.high
                FROM json_each(@Names) AS n CROSS JOIN point_minute AS p
                WHERE p.environment = @Environment AND p.series = n.value AND p.at >= @From
                    AND p.high IS NOT NULL AND p.high < @Beyond
                UNION ALL
                SELECT p.series, p.at / @Length, p.low, p.high
                FROM json_each(@Names) AS n CROSS JOIN point_hour AS p
                WHERE p.environment = @Environment AND p.series = n.value AND p.at >= @From
                    AND p.high IS NOT NULL AND p.high < @Beyond
            )
            GROUP BY series, slot ORDER BY series, slot
            """;
}
