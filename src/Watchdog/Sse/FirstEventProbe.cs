using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Judging;
using Mcpx.Watchdog.Probes;

namespace Mcpx.Watchdog.Sse;

/// <summary>Opens a fresh event stream on an API instance, waits for its first event or comment and leaves.</summary>
internal sealed class FirstEventProbe(EventStreams streams, Inputs inputs, TimeProvider time) : IProbe
{
    public ProbeKind Kind => ProbeKind.FirstEvent;

    public Audience Asks => Audience.ApiInstances;

    public async Task AskAsync(ProbeTarget target, CancellationToken stopping)
    {
        var at = time.GetUtcNow();
        var (first, _) = await streams.TimeFirstEventAsync(
            StreamAddress.Of(target.Instance, target.Probes),
            target.Token,
            target.Probes.Timeout,
            stopping
        );
        target.Count("first-event", first is null ? "none" : "came");
        inputs.Put(target.Environment, new FirstEventTimed(at, target.Instance.Name, (long?)first?.TotalMicroseconds));
    }
}
