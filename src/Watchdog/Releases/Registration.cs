namespace Mcpx.Watchdog.Releases;

internal static class Registration
{
    public static IServiceCollection AddReleases(this IServiceCollection services)
    {
        services.AddSingleton<ScriptJudge>();
        services.AddSingleton<DrillRunner>();
        services.AddHostedService<ReleaseWatch>();
        services.AddHostedService<PromotionKeeper>();
        services.AddHostedService<DrillKeeper>();
        return services;
    }
}
