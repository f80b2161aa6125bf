using Mcpx.Domain.Configuration;
using Quartz;

namespace Mcpx.Watchdog.Probes;

internal static class Registration
{
    public static IServiceCollection AddProbes(this IServiceCollection services, WatchdogOptions options)
    {
        services.AddPortalHttp();
        services.AddSingleton<PortalClient>();
        services.AddSingleton<TagBoard>();
        services.AddSingleton<ProbeExecutor>();
        services.AddSingleton<IProbe, HealthProbe>();
        services.AddSingleton<IProbe, MetricsProbe>();
        services.AddSingleton<IProbe, ContractProbe>();
        services.AddSingleton<IProbe, FirstEventProbe>();
        services.AddSingleton<IProbe, PreflightProbe>();
        services.AddSingleton<IProbe, SecurityProbe>();
        services.AddSingleton<IProbe, WorkflowProbe>();
        services.AddSingleton<IProbe, VantageProbe>();
        services.AddSingleton<IProbe, AuditProbe>();
        services.AddSingleton<IProbe, ParityProbe>();
        services.AddQuartz(quartz =>
        {
            foreach (var (name, environment) in options.Environments)
            {
                foreach (var kind in Enum.GetValues<ProbeKind>())
                {
                    if (ProbePace.Of(kind, environment.Probes) is { } interval)
                    {
                        Schedule(quartz, name, kind, interval);
                    }
                }
            }
        });
        return services;
    }

    private static void Schedule(IQuartzBuilder quartz, string environment, ProbeKind kind, TimeSpan interval) =>
        quartz.ScheduleJob<ProbeJob>(
            trigger =>
                trigger
                    .WithIdentity($"probe-{environment}-{kind}")
                    .WithSimpleSchedule(schedule =>
                        schedule
                            .WithInterval(interval)
                            .RepeatForever()
                            .WithMisfireInstruction(SimpleTriggerMisfireInstruction.NextWithRemainingCount)
                    ),
            job =>
                job.WithIdentity($"probe-{environment}-{kind}")
                    .UsingJobData(ProbeJob.EnvironmentKey, environment)
                    .UsingJobData(ProbeJob.KindKey, kind.ToString())
        );
}
