using Mcpx.Watchdog.Browser;
using Mcpx.Watchdog.Contracts;
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
using Mcpx.Watchdog.Wire;
using Mcpx.Watchdog.Workflows;

namespace Mcpx.Watchdog.Probes;

internal static class Registration
{
    public static IServiceCollection AddProbes(this IServiceCollection services)
    {
        services.AddWire();
        services.AddSingleton<PortalClient>();
        services.AddSingleton<EventStreams>();
        services.AddSingleton<StreamListener>();
        services.AddSingleton<ContractCaller>();
        services.AddSingleton<OwnRequests>();
        services.AddSingleton<WorkflowWalker>();
        services.AddSingleton<InstanceBoard>();
        services.AddSingleton<FailedCalls>();
        services.AddSingleton<ProbeExecutor>();
        services.AddSingleton<HealthCaller>();
        services.AddSingleton<IProbe, HealthProbe>();
        services.AddSingleton<IProbe, PublicProbe>();
        services.AddTraffic();
        services.AddSingleton<IProbe, ContractProbe>();
        services.AddSingleton<IProbe, FirstEventProbe>();
        services.AddSingleton<IProbe, PreflightProbe>();
        services.AddSingleton<IProbe, SecurityProbe>();
        services.AddSingleton<IProbe, WorkflowProbe>();
        services.AddSingleton<IProbe, ScriptProbe>();
        services.AddBrowserCheck();
        services.AddSingleton<IProbe, BrowserProbe>();
        services.AddSingleton<IProbe, VantageProbe>();
        services.AddSingleton<IProbe, AuditProbe>();
        services.AddSingleton<IProbe, ParityProbe>();
        services.AddSingleton<IProbe, SettingsProbe>();
        services.AddSingleton<SettingReader>();
        services.AddSingleton<SettingPolls>();
        services.AddSingleton<SecretSeals>();
        services.AddExposure();
        services.AddHostedService<ProbePacer>();
        return services;
    }
}
