using Mcpx.Domain.Triggers;

namespace Mcpx.Db;

/// <summary>
/// Readings of one series over a second, a minute or an hour, in one row. The worst one is kept whole, at its own moment; what
/// else there was is kept as lowest, last and how many.
/// </summary>
internal sealed record ThinnedPoint
{
    /// <summary>Where the time begins.</summary>
    public long At { get; init; }

    /// <summary>When the worst reading was taken.</summary>
    public long WorstAt { get; init; }

    public long? Low { get; init; }

    public long? High { get; init; }

    public long? Last { get; init; }

    /// <summary>How many measured something.</summary>
    public long Readings { get; init; }

    /// <summary>How many did not.</summary>
    public long Missing { get; init; }

    /// <summary>Of the worst reading: what its ratio was taken from.</summary>
    public long Total { get; init; }

    /// <summary>Of the worst reading: the failing part of it.</summary>
    public long Failed { get; init; }

    /// <summary>The worst word there was.</summary>
    public string State { get; init; } = "";

    /// <summary>Both together; the other one is the later.</summary>
    public ThinnedPoint With(ThinnedPoint later)
    {
        var worse = (later.High ?? -1, later.Failed).CompareTo((High ?? -1, Failed)) > 0 ? later : this;
        return this with
        {
            WorstAt = worse.WorstAt,
            Low = Low is { } low && later.Low is { } other ? Math.Min(low, other) : Low ?? later.Low,
            High = worse.High,
            Last = later.Last ?? Last,
            Readings = Readings + later.Readings,
            Missing = Missing + later.Missing,
            Total = worse.Total,
            Failed = worse.Failed,
            State = Severity(later.State) < Severity(State) ? later.State : State,
        };
    }

    /// <summary>0 is the worst; a word of another version counts as the best.</summary>
    private static int Severity(string state)
    {
        for (var i = 0; i < TriggerSummary.Severity.Count; i++)
        {
            if (TriggerSummary.Severity[i].ToString() == state)
            {
                return i;
            }
        }

        return int.MaxValue;
    }
}
