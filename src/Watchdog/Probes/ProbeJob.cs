using Mcpx.Domain.Configuration;
using Quartz;

namespace Mcpx.Watchdog.Probes;

/// <summary>
/// Sends one round of an environment's probes. A round does not wait for the one before: an instance that still hangs is
/// passed over until its timeout ends, and the others are asked on time.
/// </summary>
internal sealed class ProbeJob(WatchdogOptions options, InstanceProbes probes) : IJob
{
    public const string EnvironmentKey = "environment";
    public const string KindKey = "kind";

    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var name = context.MergedJobDataMap.GetString(EnvironmentKey)!;
        var kind = Enum.Parse<ProbeKind>(context.MergedJobDataMap.GetString(KindKey)!);
        foreach (var instance in options.Environments[name].Instances)
        {
            probes.Start(name, instance, kind);
        }

        return ValueTask.CompletedTask;
    }
}

/// <summary>What a round asks.</summary>
internal enum ProbeKind
{
    /// <summary>/healthz, /ready and the running tag.</summary>
    Health,

    /// <summary>The request counters.</summary>
    Metrics,
}
