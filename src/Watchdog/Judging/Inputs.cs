using System.Threading.Channels;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;
using Prometheus;

namespace Mcpx.Watchdog.Judging;

/// <summary>
/// The queue between probes and judging: many write, one reads. Bounded; what does not fit is counted, never waited for
/// on a socket's thread.
/// </summary>
internal sealed class Inputs
{
    private static readonly Counter Dropped = Metrics.CreateCounter(
        "watchdog_inputs_dropped_total",
        "Samples that found the judging queue full."
    );

    private readonly Channel<(string Environment, Action<EnvironmentJudge, DateTimeOffset> Apply)> _queue =
        Channel.CreateBounded<(string, Action<EnvironmentJudge, DateTimeOffset>)>(
            new BoundedChannelOptions(65_536) { SingleReader = true }
        );

    public void Health(InstanceId instance, HealthSample sample) =>
        Put(instance.Environment, (judge, now) => judge.Take(instance.Name, sample, now));

    public void Traffic(InstanceId instance, TrafficScrape scrape) =>
        Put(instance.Environment, (judge, now) => judge.Take(instance.Name, scrape, now));

    public void DeploymentStarted(string environment, Component component, string id, DateTimeOffset at) =>
        Put(environment, (judge, _) => judge.DeploymentStarted(component, id, at));

    public void DeploymentEnded(string environment, Component component, string id, DateTimeOffset at) =>
        Put(environment, (judge, _) => judge.DeploymentEnded(component, id, at));

    public bool TryTake(out (string Environment, Action<EnvironmentJudge, DateTimeOffset> Apply) input) =>
        _queue.Reader.TryRead(out input);

    private void Put(string environment, Action<EnvironmentJudge, DateTimeOffset> apply)
    {
        if (!_queue.Writer.TryWrite((environment, apply)))
        {
            Dropped.Inc();
        }
    }
}
