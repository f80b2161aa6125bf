using System.Collections.Concurrent;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Signals;
using Prometheus;

namespace Mcpx.Watchdog.Probes;

/// <summary>
/// Sends rounds of probes. A round does not wait for the one before: whoever still hangs is passed over until the timeout
/// ends, and the others are asked on time.
/// </summary>
internal sealed class ProbeExecutor(
    WatchdogOptions options,
    IEnumerable<IProbe> probes,
    IHostApplicationLifetime lifetime,
    ILogger<ProbeExecutor> log
)
{
    private static readonly Counter Late = Metrics.CreateCounter(
        "watchdog_probes_skipped_total",
        "Probes not sent because the one before still waits.",
        "environment",
        "kind"
    );

    private readonly Dictionary<ProbeKind, IProbe> _probes = probes.ToDictionary(probe => probe.Kind);
    private readonly ConcurrentDictionary<(ProbeKind Kind, string Target), byte> _waiting = new();

    /// <summary>Starts a round and returns at once.</summary>
    public void Start(string environment, ProbeKind kind)
    {
        var probe = _probes[kind];
        var asked = options.Environments[environment];
        if (probe.Asks == Audience.Environment)
        {
            Start(probe, new(environment, asked));
            return;
        }

        foreach (var instance in asked.Instances)
        {
            if (probe.Asks == Audience.Instances || instance.Component == Component.Api)
            {
                Start(probe, new(environment, asked, instance));
            }
        }
    }

    private void Start(IProbe probe, ProbeTarget target)
    {
        if (_waiting.TryAdd((probe.Kind, target.Name), 0))
        {
            _ = RunAsync(probe, target);
        }
        else
        {
            Late.WithLabels(target.Environment, probe.Kind.ToString()).Inc();
        }
    }

    private async Task RunAsync(IProbe probe, ProbeTarget target)
    {
        var stopping = lifetime.ApplicationStopping;
        try
        {
            await probe.AskAsync(target, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The process stops; an unfinished probe is no sample.
        }
        catch (Exception problem)
        {
            // Nothing a target does ends up here. If our own code fails, it must be seen and must not end the watch.
            Log.ProbeBroke(log, probe.Kind, target.Name, problem);
            target.Count(probe.Kind.ToString(), "broke");
        }
        finally
        {
            _waiting.TryRemove((probe.Kind, target.Name), out _);
        }
    }
}
