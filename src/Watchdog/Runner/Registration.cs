using Mcpx.Watchdog.Deployers;
using Mcpx.Watchdog.Evidence;
using Mcpx.Watchdog.PortalDatabase;
using Mcpx.Watchdog.Runner.Smoke;
using Mcpx.Watchdog.Runner.Steps;

namespace Mcpx.Watchdog.Runner;

internal static class Registration
{
    public static IServiceCollection AddRunner(this IServiceCollection services)
    {
        services.AddPortalDatabase();
        services.AddSingleton<DeployerFactory>();
        services.AddSingleton<ContractSmoke>();
        services.AddSingleton<SseSmoke>();
        services.AddSingleton<WebSmoke>();
        services.AddSingleton<ParitySmoke>();
        services.AddSingleton<CommandSmoke>();
        services.AddSingleton<BrowserSmoke>();
        services.AddSingleton<AttestationCheck>();
        services.AddSingleton<IStep, FreezeStep>();
        services.AddSingleton<IStep, RevertStep>();
        services.AddSingleton<IStep, DeployStep>();
        services.AddSingleton<IStep, AwaitHealthStep>();
        services.AddSingleton<IStep, ValidateStep>();
        services.AddSingleton<IStep, AnnounceStep>();
        services.AddHostedService<RollbackRunner>();
        return services;
    }
}
