using Mcpx.Domain;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Configuration;
using Mcpx.Watchdog.Sse;

namespace Mcpx.Watchdog.Runner.Smoke;

/// <summary>
/// Listens to every API instance's event stream: time to the first event or comment on fresh connections, and the gaps
/// between bytes on one that is held (runbook section 6, step 4).
/// </summary>
internal sealed class SseSmoke(StreamListener listener)
{
    private const int FreshConnections = 5;

    public async Task<IReadOnlyList<Check>> RunAsync(StepContext context, CancellationToken cancellation)
    {
        var limits = context.Plan.Validation;
        var instances = context.Options.Instances.Where(instance => instance.Component == Component.Api).ToList();
        context.Report($"sse-smoke {instances.Count} instances, {Words.Duration(limits.SmokeFor)}");
        var heard = await Task.WhenAll(
            instances.Select(instance => ListenAsync(instance, context, limits.SmokeFor, cancellation))
        );
        return StreamChecks.Of(heard, limits);
    }

    private async Task<Heard> ListenAsync(
        InstanceOptions instance,
        StepContext context,
        TimeSpan duration,
        CancellationToken cancellation
    )
    {
        var probes = context.Options.Probes;
        var heard = await listener.ListenAsync(
            StreamAddress.Of(instance, probes),
            Secrets.Read(probes.TokenVariable),
            FreshConnections,
            probes.Timeout,
            duration,
            cancellation
        );
        context.Report(
            $"sse-smoke {instance.Name} first event median {StreamNumbers.Text(StreamNumbers.Median(heard.FirstEvents))}, "
                + $"gaps median {StreamNumbers.Text(StreamNumbers.Median(heard.Gaps))}, worst {StreamNumbers.Text(heard.WorstGap)}"
        );
        return heard;
    }
}
