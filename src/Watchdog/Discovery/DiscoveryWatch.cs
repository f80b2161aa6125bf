using Mcpx.Db;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Rollback;
using Mcpx.Watchdog.Configuration;
using Prometheus;

namespace Mcpx.Watchdog.Discovery;

/// <summary>
/// Asks the sources again and again. When the instances are others, and at the next look still the same others, this host ends
/// and the next one watches them (docs/adr/0019).
/// </summary>
internal sealed class DiscoveryWatch(
    LoadedConfiguration loaded,
    Discoverer discoverer,
    Rebuild rebuild,
    Journal journal,
    JournalTail tail,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<DiscoveryWatch> log
) : BackgroundService
{
    /// <summary>While a rollback runs its checks wait for the instances it brought.</summary>
    private static readonly TimeSpan WhileRunning = TimeSpan.FromSeconds(5);

    private static readonly Counter Changes = Metrics.CreateCounter(
        "watchdog_discovery_changes_total",
        "Times that other instances were found and the watch began anew with them."
    );

    private string? _seenBefore;
    private IReadOnlyList<string> _said = discoverer.Doubts;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (discoverer.IsNeeded && rebuild.Next is null)
        {
            await Task.Delay(Interval, time, stoppingToken);
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception problem) when (StoreFault.Is(problem))
            {
                // What could not be written down is said at the next look; the watch goes on with what it knows.
                Log.NotWritten(log, problem);
            }
        }
    }

    /// <summary>Asks once.</summary>
    internal async Task LookAsync(CancellationToken stopping)
    {
        var found = await discoverer.AskAsync(loaded.Options, stopping);
        Say(discoverer.Doubts);
        Take(found.Options);
    }

    private TimeSpan Interval =>
        Steps.Any() && loaded.Options.DiscoveryInterval > WhileRunning
            ? WhileRunning
            : loaded.Options.DiscoveryInterval;

    /// <summary>The steps under way.</summary>
    private IEnumerable<StepState> Steps =>
        loaded
            .Options.Environments.Keys.Select(tail.Current.OpenIncident)
            .Where(incident => incident?.Status == IncidentStatus.RollingBack)
            .Select(incident => incident!.NextStep)
            .OfType<StepState>();

    /// <summary>A source that is not believed, or is again, changes the warnings of the configuration in effect.</summary>
    private void Say(IReadOnlyList<string> doubts)
    {
        if (doubts.SequenceEqual(_said))
        {
            return;
        }

        var applied = tail.CatchUp().Configuration!;
        var warnings = applied.Warnings.Except(_said).Concat(doubts).ToList();
        Startup.Apply(journal, tail, applied with { Warnings = warnings }, time.GetUtcNow());
        foreach (var doubt in doubts.Except(_said))
        {
            Log.Doubted(log, doubt);
        }

        _said = doubts;
    }

    private void Take(WatchdogOptions found)
    {
        var seen = Names(found);
        var again = seen == _seenBefore;
        _seenBefore = seen;
        // A step that changes instances is left in peace until it ends.
        if (
            seen == Names(loaded.Options)
            || !again
            || Steps.Any(step => step is { Status: StepStatus.Running, Step.Kind: StepKind.Deploy or StepKind.Revert })
        )
        {
            return;
        }

        var next = loaded.Watching(found);
        if (next.Errors.Count > 0)
        {
            foreach (var error in next.Errors)
            {
                Log.CannotWatch(log, error);
            }

            return;
        }

        Changes.Inc();
        Log.Changed(log, seen);
        rebuild.Next = next;
        lifetime.StopApplication();
    }

    private static string Names(WatchdogOptions options) =>
        string.Join(
            "; ",
            options.Environments.Select(environment =>
                $"{environment.Key}: {string.Join(", ", environment.Value.Instances.Select(one => $"{one.Name} {one.Address}"))}"
            )
        );
}
