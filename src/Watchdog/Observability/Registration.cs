using Mcpx.Db;
using Prometheus;

namespace Mcpx.Watchdog.Observability;

internal static class Registration
{
    private static StateGauges? _gauges;

    static Registration() => Metrics.DefaultRegistry.AddBeforeCollectCallback(() => _gauges?.Refresh());

    public static IServiceCollection AddOwnMetrics(this IServiceCollection services) =>
        services.AddSingleton<StateGauges>();

    /// <summary><c>/metrics</c>.</summary>
    public static void MapOwnMetrics(this WebApplication app)
    {
        OwnMetrics.ShowAll();
        JournalTimes.Watch(app.Services.GetRequiredService<Journal>());
        // Of the host that runs now: the registry outlives it.
        _gauges = app.Services.GetRequiredService<StateGauges>();
        app.MapMetrics();
    }
}
