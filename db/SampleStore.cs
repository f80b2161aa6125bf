using System.Text.Json;
using Dapper;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Redaction;
using Mcpx.Domain.Triggers;

namespace Mcpx.Db;

/// <summary>One stored reading.</summary>
/// <param name="At">When.</param>
/// <param name="Value">In the trigger's unit; null when nothing was measured.</param>
/// <param name="Total">What a ratio was taken from.</param>
/// <param name="Failed">The failing part of it.</param>
/// <param name="State">What the trigger said.</param>
public sealed record Point(DateTimeOffset At, long? Value, long Total, long Failed, VerdictState State);

/// <summary>A series changed its word.</summary>
public sealed record VerdictChange(
    string Environment,
    string Series,
    DateTimeOffset At,
    VerdictState Before,
    VerdictState After,
    string Sentence
);

/// <summary>Readings, one a second and thinned as they age (<see cref="SampleThinning"/>), verdict changes and the last verdicts, in a file of their own beside the journal.</summary>
/// <param name="path">The file.</param>
/// <param name="redaction">What is taken out of sentences; null for what looks like a secret.</param>
public sealed class SampleStore(string path, IRedaction? redaction = null)
{
    private readonly IRedaction _redaction = redaction ?? ShapeRedaction.Instance;

    private readonly SqliteFile _file = new(path);

    /// <summary>Writes one thinned round of an environment: readings, last verdicts and what changed, in one transaction.</summary>
    public void Write(
        string environment,
        DateTimeOffset at,
        IReadOnlyList<Verdict> verdicts,
        IReadOnlyList<VerdictChange> changes
    )
    {
        var milliseconds = at.ToUnixTimeMilliseconds();
        using var connection = _file.Open();
        using var transaction = connection.BeginTransaction();
        connection.Execute(
            """
            INSERT OR IGNORE INTO point (environment, series, at, value, total, failed, state)
            VALUES (@environment, @Series, @milliseconds, @Value, @Total, @Failed, @State);
            INSERT INTO verdict (environment, series, at, verdict) VALUES (@environment, @Series, @milliseconds, @Json)
            ON CONFLICT (environment, series) DO UPDATE SET at = excluded.at, verdict = excluded.verdict;
            """,
            verdicts.Select(verdict => new
            {
                environment,
                verdict.Series,
                milliseconds,
                verdict.Value,
                verdict.Total,
                verdict.Failed,
                State = verdict.State.ToString(),
                Json = JsonSerializer.Serialize(Clean(verdict), EventBody.Json),
            }),
            transaction
        );
        connection.Execute(
            """
            INSERT INTO verdict_change (environment, series, at, before, after, sentence)
            VALUES (@Environment, @Series, @At, @Before, @After, @Sentence)
            """,
            changes.Select(change => new
            {
                change.Environment,
                change.Series,
                At = change.At.ToUnixTimeMilliseconds(),
                Before = change.Before.ToString(),
                After = change.After.ToString(),
                Sentence = _redaction.Redact(change.Sentence),
            }),
            transaction
        );
        transaction.Commit();
    }

    private Verdict Clean(Verdict verdict) =>
        _redaction.MayHold(verdict.Sentence) || _redaction.MayHold(verdict.Peers)
            ? verdict with
            {
                Sentence = _redaction.Redact(verdict.Sentence),
                Peers = verdict.Peers is { } peers ? _redaction.Redact(peers) : null,
            }
            : verdict;

    /// <summary>The last verdict of every series, with when it was written.</summary>
    public IReadOnlyList<(Verdict Verdict, DateTimeOffset AsOf)> LastVerdicts(string environment)
    {
        using var connection = _file.Open();
        return
        [
            .. connection
                .Query<(string Verdict, long At)>(
                    "SELECT verdict, at FROM verdict WHERE environment = @environment",
                    new { environment }
                )
                .Select(row =>
                    (
                        JsonSerializer.Deserialize<Verdict>(row.Verdict, EventBody.Json)!,
                        DateTimeOffset.FromUnixTimeMilliseconds(row.At)
                    )
                ),
        ];
    }

    /// <summary>
    /// The readings of one series between two times, oldest first, at most <paramref name="most"/> evenly thinned. Where they have
    /// aged into minutes and hours, the worst of each, when it was taken.
    /// </summary>
    public IReadOnlyList<Point> Points(
        string environment,
        string series,
        DateTimeOffset from,
        DateTimeOffset to,
        int most = 600
    )
    {
        using var connection = _file.Open();
        // Slots lie still while the range moves on, so the first and the last are cut: one slot less keeps to the number.
        var slot = (long)(to - from).TotalMilliseconds / Math.Max(1, most - 1) + 1;
        // The worst of each slot: a thinned picture must not hide a peak.
        return
        [
            .. connection
                .Query<PointRow>(
                    """
                    SELECT at, MAX(COALESCE(value, -1)) AS value, total, failed, state FROM (
                        SELECT at, value, total, failed, state FROM point
                        WHERE environment = @environment AND series = @series AND at >= @from AND at <= @to
                        UNION ALL
                        SELECT worst_at, high, total, failed, state FROM point_minute
                        WHERE environment = @environment AND series = @series AND at > @from - 60000 AND at <= @to
                            AND worst_at >= @from AND worst_at <= @to
                        UNION ALL
                        SELECT worst_at, high, total, failed, state FROM point_hour
                        WHERE environment = @environment AND series = @series AND at > @from - 3600000 AND at <= @to
                            AND worst_at >= @from AND worst_at <= @to
                    )
                    GROUP BY at / @slot ORDER BY at
                    """,
                    new
                    {
                        environment,
                        series,
                        from = from.ToUnixTimeMilliseconds(),
                        to = to.ToUnixTimeMilliseconds(),
                        slot,
                    }
                )
                .Select(row => new Point(
                    DateTimeOffset.FromUnixTimeMilliseconds(row.At),
                    row.Value < 0 ? null : row.Value,
                    row.Total,
                    row.Failed,
                    Enum.Parse<VerdictState>(row.State)
                )),
        ];
    }

    /// <summary>The newest changes of an environment, newest first.</summary>
    /// <param name="environment">Null for all.</param>
    /// <param name="most">How many at the most.</param>
    public IReadOnlyList<VerdictChange> Changes(string? environment, int most)
    {
        using var connection = _file.Open();
        return
        [
            .. connection
                .Query<ChangeRow>(
                    """
                    SELECT environment, series, at, before, after, sentence FROM verdict_change
                    WHERE @environment IS NULL OR environment = @environment ORDER BY id DESC LIMIT @most
                    """,
                    new { environment, most }
                )
                .Select(row => new VerdictChange(
                    row.Environment,
                    row.Series,
                    DateTimeOffset.FromUnixTimeMilliseconds(row.At),
                    Enum.Parse<VerdictState>(row.Before),
                    Enum.Parse<VerdictState>(row.After),
                    row.Sentence
                )),
        ];
    }

    /// <summary>Properties, not a constructor: without a row SQLite cannot say what type a computed column has.</summary>
    private sealed class PointRow
    {
        public long At { get; init; }
        public long Value { get; init; }
        public long Total { get; init; }
        public long Failed { get; init; }
        public string State { get; init; } = "";
    }

    private sealed record ChangeRow(
        string Environment,
        string Series,
        long At,
        string Before,
        string After,
        string Sentence
    );
}
