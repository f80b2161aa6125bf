namespace Mcpx.Watchdog.PortalDatabase;

internal static class Registration
{
    public static IServiceCollection AddPortalDatabase(this IServiceCollection services)
    {
        services.AddSingleton<EffectiveSettings>();
        services.AddSingleton<AuditRoute>();
        services.AddSingleton<PortalRevert>();
        return services;
    }
}
