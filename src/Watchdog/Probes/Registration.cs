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
        services.AddSingleton<InstanceProbes>();
        services.AddQuartz(quartz =>
        {
            foreach (var (name, environment) in options.Environments)
            {
                Schedule(quartz, name, ProbeKind.Health, environment.Probes.HealthInterval);
                Schedule(quartz, name, ProbeKind.Metrics, environment.Probes.MetricsInterval);
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
