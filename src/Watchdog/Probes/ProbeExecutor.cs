using System.Collections.Concurrent;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Signals;
using Prometheus;

namespace Mcpx.Watchdog.Probes;

/// <summary>
/// Sends probes. None waits for the one before: whoever still hangs is passed over until its timeout ends, and the others
/// are asked on time.
/// </summary>
internal sealed class ProbeExecutor(
    WatchdogOptions options,
    IEnumerable<IProbe> probes,
    IHostApplicationLifetime lifetime,
    ILogger<ProbeExecutor> log
)
{
    private static readonly Counter Skipped = Metrics.CreateCounter(
        "watchdog_probes_skipped_total",
        "Probes not sent because the one before still waits.",
        "environment",
        "kind"
    );

    private readonly ConcurrentDictionary<(ProbeKind Kind, string Target), byte> _waiting = new();

    /// <summary>Every probe that an environment wants, of every target.</summary>
    public IEnumerable<Planned> Plan(string environment)
    {
        var asked = options.Environments[environment];
        foreach (var probe in probes)
        {
            if (ProbePace.Of(probe.Kind, asked) is not { } interval)
            {
                continue;
            }

            // At nought from the start: a counter that begins with its first event has not grown.
            Skipped.WithLabels(environment, probe.Kind.ToString()).Publish();
            foreach (var target in Targets(environment, asked, probe.Asks))
            {
                yield return new(probe, target, interval);
            }
        }
    }

    /// <summary>Asks an instance for its health and its release now, out of turn: somebody waits for the answer.</summary>
    public void AskNow(string environment, string instance)
    {
        foreach (
            var planned in Plan(environment)
                .Where(planned => planned.Probe.Kind == ProbeKind.Health && planned.Target.One?.Name == instance)
        )
        {
            Start(planned);
        }
    }

    /// <summary>Sends one and returns at once.</summary>
    public void Start(Planned planned)
    {
        var (probe, target) = (planned.Probe, planned.Target);
        if (_waiting.TryAdd((probe.Kind, target.Name), 0))
        {
            _ = RunAsync(probe, target);
        }
        else
        {
            Skipped.WithLabels(target.Environment, probe.Kind.ToString()).Inc();
        }
    }

    private static IEnumerable<ProbeTarget> Targets(string environment, EnvironmentOptions asked, Audience audience) =>
        audience == Audience.Environment
            ? [new(environment, asked)]
            : asked
                .Instances.Where(instance => audience == Audience.Instances || instance.Component == Component.Api)
                .Select(instance => new ProbeTarget(environment, asked, instance));

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
