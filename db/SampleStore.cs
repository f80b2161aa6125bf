using System.Text.Json;
using Mcpx.Db.Engines;
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

/// <summary>Readings, one a second and thinned as they age (<see cref="SampleThinning"/>), verdict changes and the last verdicts.</summary>
public sealed class SampleStore
{
    private readonly Engine _engine;
    private readonly IRedaction _redaction;

    internal SampleStore(Engine engine, IRedaction? redaction) =>
        (_engine, _redaction) = (engine, redaction ?? ShapeRedaction.Instance);

    /// <summary>Writes one thinned round of an environment: readings, last verdicts and what changed, in one transaction.</summary>
    public void Write(
        string environment,
        DateTimeOffset at,
        IReadOnlyList<Verdict> verdicts,
        IReadOnlyList<VerdictChange> changes
    )
    {
        var milliseconds = at.ToUnixTimeMilliseconds();
        using var session = _engine.Begin();
        session.Write(
            new WriteSamples([
                .. verdicts.Select(verdict => new SampleRow(
                    environment,
                    verdict.Series,
                    milliseconds,
                    verdict.Value,
                    verdict.Total,
                    verdict.Failed,
                    verdict.State.ToString(),
                    JsonSerializer.Serialize(Clean(verdict), EventBody.Json)
                )),
            ])
        );
        session.Write(
            new AddChanges([
                .. changes.Select(change => new ChangeRow(
                    change.Environment,
                    change.Series,
                    change.At.ToUnixTimeMilliseconds(),
                    change.Before.ToString(),
                    change.After.ToString(),
                    _redaction.Redact(change.Sentence)
                )),
            ])
        );
        session.Commit();
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
    public IReadOnlyList<(Verdict Verdict, DateTimeOffset AsOf)> LastVerdicts(string environment) =>
        [
            .. _engine
                .All<(string Verdict, long At)>(new VerdictsOf(environment))
                .Select(row =>
                    (
                        JsonSerializer.Deserialize<Verdict>(row.Verdict, EventBody.Json)!,
                        DateTimeOffset.FromUnixTimeMilliseconds(row.At)
                    )
                ),
        ];

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
        // Slots lie still while the range moves on, so the first and the last are cut: one slot less keeps to the number.
        var slot = (long)(to - from).TotalMilliseconds / Math.Max(1, most - 1) + 1;
        return
        [
            .. _engine
                .All<PointRow>(
                    new PointsBetween(
                        environment,
                        series,
                        from.ToUnixTimeMilliseconds(),
                        to.ToUnixTimeMilliseconds(),
                        slot
                    )
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
    public IReadOnlyList<VerdictChange> Changes(string? environment, int most) =>
        [
            .. _engine
                .All<ChangeRow>(new NewestChanges(environment, most))
                .Select(row => new VerdictChange(
                    row.Environment,
                    row.Series,
                    DateTimeOffset.FromUnixTimeMilliseconds(row.At),
                    Enum.Parse<VerdictState>(row.Before),
                    Enum.Parse<VerdictState>(row.After),
                    row.Sentence
                )),
        ];

    /// <summary>Properties, not a constructor: without a row SQLite cannot say what type a computed column has.</summary>
    private sealed class PointRow
    {
        public long At { get; init; }
        public long Value { get; init; }
        public long Total { get; init; }
        public long Failed { get; init; }
        public string State { get; init; } = "";
    }
}
