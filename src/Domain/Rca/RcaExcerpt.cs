using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Rca;

/// <summary>Calls of the watchdog's own that failed in the same way, by the first of them.</summary>
/// <param name="First">The first.</param>
/// <param name="Count">How many there were.</param>
public sealed record RcaExcerpt(FailedCall First, int Count)
{
    /// <summary>No more ways to fail are listed; the evidence pack has every call.</summary>
    private const int Most = 20;

    /// <summary>Said where there are none: failed calls are forgotten before the report is.</summary>
    public const string None =
        "log excerpts: no failed call of the watchdog's own is stored of that time; they are kept like raw readings, and in the evidence pack";

    /// <summary>What finds it in the portal's logs: request id and envelope code (runbook section 10).</summary>
    internal static IReadOnlyList<RcaExcerpt> Of(IEnumerable<FailedCall> calls) =>
        [
            .. calls
                .GroupBy(call => (call.Instance, call.Call, call.Fault, call.StatusCode, call.ErrorCode))
                .Select(group => new RcaExcerpt(group.MinBy(call => call.At)!, group.Count()))
                .OrderBy(excerpt => excerpt.First.At)
                .Take(Most),
        ];

    /// <summary>How it failed, for a person.</summary>
    public string What =>
        $"{First.Call} on {First.Instance}: "
        + (First.StatusCode > 0 ? FormattableString.Invariant($"status {First.StatusCode}") : First.Fault.ToString())
        + (First.Detail is { } detail ? $", {detail}" : "")
        + (Count > 1 ? FormattableString.Invariant($"; {Count} times") : "");
}
