namespace Mcpx.Benchmarks.Detection.Exact;

/// <summary>What became of a fault.</summary>
/// <param name="Fault">The fault.</param>
/// <param name="Incident">The incident that proposed because of it; null when none did.</param>
/// <param name="ExactAt">When the exact evaluator first breached on what the proposal names; null when it did not.</param>
internal sealed record Detected(Injection Fault, ProposedIncident? Incident, DateTimeOffset? ExactAt)
{
    /// <summary>From the exact breach to the proposal's append; null for a missed fault.</summary>
    public TimeSpan? Late => Incident?.ProposedAt - ExactAt;

    /// <summary>Its part until the watchdog's own breach, at one of its ticks.</summary>
    public TimeSpan? Judging => Late is null ? null : Incident!.Decisive.Min(breach => breach.At) - ExactAt;

    /// <summary>The rest: opening the incident, deciding, waiting for what a decision needs, and writing it down.</summary>
    public TimeSpan? Deciding => Late - Judging;

    /// <summary>
    /// Holds a fault against the journal and the exact breaches of its environment. The proposal must name the fault's
    /// trigger, and the exact evaluator must have breached on it; the time counts from the first of all that decided it.
    /// </summary>
    /// <param name="fault">The fault.</param>
    /// <param name="incidents">All incidents.</param>
    /// <param name="exact">All exact breaches of the fault's environment.</param>
    public static Detected Of(
        Injection fault,
        IEnumerable<ProposedIncident> incidents,
        IReadOnlyCollection<Breach> exact
    )
    {
        var incident = incidents.FirstOrDefault(one =>
            one.Environment == fault.Environment
            && one.OpenedAt >= fault.From
            && one.ProposedAt <= fault.Until
            && one.Breaches.Any(breach => breach.Trigger == fault.Trigger)
        );
        var breached = exact.Where(breach => breach.At >= fault.From && breach.At <= fault.Until).ToList();
        return new(
            fault,
            incident,
            First(incident?.Breaches.Where(breach => breach.Trigger == fault.Trigger)) is null
                ? null
                : First(incident?.Decisive)
        );

        DateTimeOffset? First(IEnumerable<Breach>? named) =>
            breached
                .Where(breach => named?.Any(one => one.Series == breach.Series) == true)
                .Min(breach => (DateTimeOffset?)breach.At);
    }

    /// <summary>The nearest rank: the smallest of the values that at least this share of them does not exceed.</summary>
    public static double Quantile(IEnumerable<double> values, double share)
    {
        var sorted = values.Order().ToList();
        return sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Count) - 1)];
    }
}
