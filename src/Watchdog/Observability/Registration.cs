using Mcpx.Db;
using Prometheus;

namespace Mcpx.Watchdog.Observability;

internal static class Registration
{
    public static IServiceCollection AddOwnMetrics(this IServiceCollection services) =>
        services.AddSingleton<StateGauges>();

    /// <summary><c>/metrics</c>.</summary>
    public static void MapOwnMetrics(this WebApplication app)
    {
        OwnMetrics.ShowAll();
        JournalTimes.Watch(app.Services.GetRequiredService<Journal>());
        Metrics.DefaultRegistry.AddBeforeCollectCallback(app.Services.GetRequiredService<StateGauges>().Refresh);
        app.MapMetrics();
    }
}
