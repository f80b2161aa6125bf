using Quartz;

namespace Mcpx.Watchdog.Probes;

/// <summary>Starts one round of an environment's probes of one kind.</summary>
internal sealed class ProbeJob(ProbeExecutor probes) : IJob
{
    public const string EnvironmentKey = "environment";
    public const string KindKey = "kind";

    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        probes.Start(
            context.MergedJobDataMap.GetString(EnvironmentKey)!,
            Enum.Parse<ProbeKind>(context.MergedJobDataMap.GetString(KindKey)!)
        );
        return ValueTask.CompletedTask;
    }
}
