using Mcpx.Domain.Configuration;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Browser;
using Mcpx.Watchdog.Judging;

namespace Mcpx.Watchdog.Probes.Workflows;

/// <summary>
/// Looks at the web in a real browser. It passes when every address was looked at and passed. What could not be looked at is no
/// sample: that is neither health nor the portal's fault.
/// </summary>
internal sealed class BrowserProbe(BrowserCheck check, Inputs inputs, TimeProvider time) : IProbe
{
    /// <summary>A browser that starts takes a core or two: not from the watchdog and what else starts with it.</summary>
    private static readonly TimeSpan AfterTheStart = TimeSpan.FromSeconds(10);

    private readonly long _started = time.GetTimestamp();

    public ProbeKind Kind => ProbeKind.Browser;

    public Audience Asks => Audience.Environment;

    public async Task AskAsync(ProbeTarget target, CancellationToken stopping)
    {
        if (AfterTheStart - time.GetElapsedTime(_started) is { Ticks: > 0 } wait)
        {
            await Task.Delay(wait, time, stopping);
        }

        var options = target.Probes.Workflows.Browser!;
        var at = time.GetUtcNow();
        var (unseen, fault) = (false, (string?)null);
        foreach (var place in BrowserPlace.Of(target.Options, options))
        {
            var look = await check.LookAsync(target.Environment, place, options, stopping);
            unseen |= look.CouldNot is not null;
            fault = look.Fault;
            if (fault is not null)
            {
                break;
            }
        }

        target.Count(
            "browser",
            fault is not null ? "failed"
                : unseen ? "could not run"
                : "passed"
        );
        if (fault is not null || !unseen)
        {
            inputs.Put(target.Environment, new WorkflowWalked(at, WorkflowProbeOptions.RealBrowser, fault));
        }
    }
}
