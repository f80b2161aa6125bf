using Mcpx.Db.Engines;

namespace Mcpx.Db;

/// <summary>Of which table the readings are that are thinned, and into which they go.</summary>
internal static class GrainTables
{
    public static string From(string grain) => grain == AgedReadings.Raw ? "point" : "point_minute";

    public static string To(string grain) => grain == AgedReadings.Raw ? "point_minute" : "point_hour";
}

internal sealed record OldestReading(string Grain, string Environment, string Series) : Statement
{
    internal override string Sqlite =>
        $"""
            SELECT environment, series, at FROM {GrainTables.From(Grain)}
            WHERE (environment, series) > (@Environment, @Series) ORDER BY environment, series, at LIMIT 1
            """;
}

internal sealed record AgedReadings(string Grain, string Environment, string Series, long From, long To) : Statement
{
    /// <summary>One a second.</summary>
    public const string Raw = "raw";

    /// <summary>One a minute.</summary>
    public const string Minute = "minute";

    internal override string Sqlite =>
        $"""
            SELECT at, {Columns}, total, failed, state FROM {GrainTables.From(Grain)}
            WHERE environment = @Environment AND series = @Series AND at >= @From AND at < @To ORDER BY at
            """;

    private string Columns =>
        Grain == Raw
            ? "at AS WorstAt, value AS Low, value AS High, value AS Last, value IS NOT NULL AS Readings, value IS NULL AS Missing"
            : "worst_at AS WorstAt, low, high, last, readings, missing";
}

internal sealed record ThinnedReadings(string Grain, string Environment, string Series, long From, long To) : Statement
{
    internal override string Sqlite =>
        $"""
            SELECT at, worst_at AS WorstAt, low, high, last, readings, missing, total, failed, state
            FROM {GrainTables.To(Grain)}
            WHERE environment = @Environment AND series = @Series AND at >= @From AND at < @To
            """;
}

internal sealed record ThinnedRow(
    string Environment,
    string Series,
    long At,
    long WorstAt,
    long? Low,
    long? High,
    long? Last,
    long Readings,
    long Missing,
    long Total,
    long Failed,
    string State
)
{
    public static ThinnedRow Of(Oldest series, long at, ThinnedPoint sum) =>
        new(
            series.Environment,
            series.Series,
            at,
            sum.WorstAt,
            sum.Low,
            sum.High,
            sum.Last,
            sum.Readings,
            sum.Missing,
            sum.Total,
            sum.Failed,
            sum.State
        );
}

internal sealed record KeepThinned(string Grain, IReadOnlyCollection<ThinnedRow> Rows) : Batch<ThinnedRow>(Rows)
{
    internal override string Sqlite =>
        $"""
            INSERT OR REPLACE INTO {GrainTables.To(
                Grain
            )} (environment, series, at, worst_at, low, high, last, readings, missing, total, failed, state)
            VALUES (@Environment, @Series, @At, @WorstAt, @Low, @High, @Last, @Readings, @Missing, @Total, @Failed, @State)
            """;
}

internal sealed record ForgetAged(string Grain, string Environment, string Series, long From, long To) : Statement
{
    internal override string Sqlite =>
        $"""
            DELETE FROM {GrainTables.From(Grain)}
            WHERE environment = @Environment AND series = @Series AND at >= @From AND at < @To
            """;
}

internal sealed record ForgetHours(long Before, int Most) : Statement
{
    internal override string Sqlite =>
        """
            DELETE FROM point_hour WHERE (environment, series, at) IN
                (SELECT environment, series, at FROM point_hour WHERE at < @Before LIMIT @Most)
            """;
}

internal sealed record ForgetChanges(long Before, int Most) : Statement
{
    internal override string Sqlite =>
        "DELETE FROM verdict_change WHERE id IN (SELECT id FROM verdict_change WHERE at < @Before LIMIT @Most)";
}
