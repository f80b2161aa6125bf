using Mcpx.Domain.Configuration;
using Mcpx.Watchdog.Probes.Changes;
using Mcpx.Watchdog.Probes.Contract;
using Mcpx.Watchdog.Probes.Cors;
using Mcpx.Watchdog.Probes.Eyesight;
using Mcpx.Watchdog.Probes.Health;
using Mcpx.Watchdog.Probes.Http;
using Mcpx.Watchdog.Probes.Parity;
using Mcpx.Watchdog.Probes.Security;
using Mcpx.Watchdog.Probes.Security.Exposure;
using Mcpx.Watchdog.Probes.Traffic;
using Mcpx.Watchdog.Probes.Workflows;
using Mcpx.Watchdog.Sse;
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
        services.AddSingleton<IProbe, SettingsProbe>();
        services.AddSingleton<SettingReader>();
        services.AddSingleton<SettingPolls>();
        services.AddSingleton<SecretSeals>();
        services.AddExposure();
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
