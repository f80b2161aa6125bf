using Mcpx.Domain.Incidents;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Replay;

/// <summary>How a recording came out against its label.</summary>
public enum BacktestWord
{
    /// <summary>Proposed where it should be, silent where it should be.</summary>
    Right,

    /// <summary>A rollback was expected and none was proposed.</summary>
    Missed,

    /// <summary>Something was proposed that should not be, or before the fault began.</summary>
    False,

    /// <summary>Nobody said what should come of it.</summary>
    Unlabelled,
}

/// <summary>What came of one recording.</summary>
/// <param name="Name">The recording's name.</param>
/// <param name="Label">What was expected; null when nobody said.</param>
/// <param name="Word">How it came out.</param>
/// <param name="Proposals">Reverts, rollbacks and hotfixes proposed; the same one issued anew counts once.</param>
/// <param name="Incidents">Incidents opened.</param>
/// <param name="Delay">From the onset to the first proposal; null without one.</param>
public sealed record BacktestResult(
    string Name,
    RecordingLabel? Label,
    BacktestWord Word,
    int Proposals,
    int Incidents,
    TimeSpan? Delay
);

/// <summary>Adds up one recording's timeline.</summary>
/// <param name="name">The recording's name.</param>
/// <param name="label">What was expected; null when nobody said.</param>
public sealed class BacktestCount(string name, RecordingLabel? label)
{
    private readonly HashSet<(string Incident, Rung Rung)> _proposed = [];
    private DateTimeOffset? _firstBad;
    private DateTimeOffset? _firstProposal;
    private int _incidents;

    /// <summary>Takes the next entry of the timeline.</summary>
    public void Add(ReplayEntry entry)
    {
        switch (entry)
        {
            case VerdictTurned { Verdict.State: VerdictState.Pending or VerdictState.Breached }:
                _firstBad ??= entry.At;
                break;
            case IncidentMoved { Event: IncidentOpened }:
                _incidents++;
                break;
            case IncidentMoved { Event: RollbackProposed proposed } moved:
                _proposed.Add((moved.Incident, proposed.Plan.Rung));
                _firstProposal ??= entry.At;
                break;
            default:
                break;
        }
    }

    /// <summary>What came of it.</summary>
    public BacktestResult Result() =>
        new(name, label, Word(), _proposed.Count, _incidents, _firstProposal - (label?.Onset ?? _firstBad));

    private BacktestWord Word() =>
        label?.Expect switch
        {
            null => BacktestWord.Unlabelled,
            Expectation.Rollback when _firstProposal is null => BacktestWord.Missed,
            Expectation.Rollback => _firstProposal < label.Onset ? BacktestWord.False : BacktestWord.Right,
            _ => _firstProposal is null ? BacktestWord.Right : BacktestWord.False,
        };
}

/// <summary>What came of all recordings.</summary>
/// <param name="Results">Each of them.</param>
public sealed record BacktestSummary(IReadOnlyList<BacktestResult> Results)
{
    /// <summary>All proposals.</summary>
    public int Proposals => Results.Sum(result => result.Proposals);

    /// <summary>Recordings with a proposal that should not be.</summary>
    public int False => Results.Count(result => result.Word == BacktestWord.False);

    /// <summary>Recordings without the proposal that should be.</summary>
    public int Missed => Results.Count(result => result.Word == BacktestWord.Missed);

    /// <summary>The longest delay of a right proposal; null without any.</summary>
    public TimeSpan? Slowest => Results.Where(result => result.Word == BacktestWord.Right).Max(result => result.Delay);

    /// <summary>Whether nothing was missed and nothing false.</summary>
    public bool Passed => False == 0 && Missed == 0;

    /// <summary>One sentence.</summary>
    /// <param name="thresholds">The file of thresholds tried; null for the recorded ones.</param>
    public string Sentence(string? thresholds) =>
        FormattableString.Invariant(
            $"With {(thresholds is null ? "the recorded thresholds" : $"the thresholds of {thresholds}")} you would have had {Proposals} proposal{(Proposals == 1 ? "" : "s")}, {False} false, {Missed} missed."
        );
}
