namespace Mcpx.Domain.Triggers;

/// <summary>A trigger's reading as people read it, in a few characters.</summary>
public static class ReadingWords
{
    /// <summary>The reading; null when nothing was measured.</summary>
    /// <param name="trigger">One of <see cref="TriggerNames"/>.</param>
    /// <param name="value">In <paramref name="unit"/>; null when nothing was measured.</param>
    /// <param name="unit">Of the value.</param>
    public static string? Of(string trigger, long? value, Unit unit) =>
        (trigger, value) switch
        {
            (_, null) => null,
            (TriggerNames.Availability, 0) => "answers",
            (TriggerNames.Flapping, { } outages) => Words.Of(outages, "outage"),
            (TriggerNames.Cors, { } refused) => $"{Words.Count(refused)} refused",
            (TriggerNames.Parity, { } critical) => $"{Words.Count(critical)} critical",
            (TriggerNames.Security, 0) => "nothing found",
            (TriggerNames.Security, { } findings) => Words.Of(findings, "finding"),
            (TriggerNames.Business, 0) => "passes",
            (TriggerNames.Business, { } failures) => Words.Of(failures, "failure"),
            // A connection that failed, a call that never came back: slower than any number.
            (_, long.MaxValue) => "no answer",
            (_, { } measured) => Words.Value(measured, unit),
        };
}
