namespace Mcpx.Benchmarks.Detection.Exact;

/// <summary>A series breached that was not broken before.</summary>
/// <param name="Series">Its name within its environment, for example <c>cors/Api/all</c>.</param>
/// <param name="At">The tick at which it did.</param>
/// <param name="Onset">When the condition behind it began.</param>
internal sealed record Breach(string Series, DateTimeOffset At, DateTimeOffset? Onset)
{
    /// <summary>One of <see cref="Domain.Triggers.TriggerNames"/>.</summary>
    public string Trigger => Series[..Series.IndexOf('/', StringComparison.Ordinal)];
}
