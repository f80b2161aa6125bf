using Mcpx.Db;
using Mcpx.Hosting;

namespace Mcpx.Dashboard.Store;

/// <summary>The embedded store, followed for the whole process.</summary>
internal static class StoreRegistration
{
    public static void AddStore(this WebApplicationBuilder builder)
    {
        var directory = builder.Configuration["Dashboard:DataDirectory"] is { Length: > 0 } configured
            ? configured
            : ".watchdog";
        var store = new Db.Store(directory);
        builder
            .Services.AddSingleton(store)
            .AddSingleton(store.Journal)
            .AddSingleton<JournalTail>()
            .AddSingleton<IncidentLog>()
            .AddSingleton<AttestationLog>()
            .AddSingleton<EnvironmentLog>()
            .AddSingleton<SilenceLog>()
            .AddSingleton<ReleaseLog>()
            .AddSingleton<RcaReader>()
            .AddSingleton<ReportLog>()
            .AddSingleton<ReportPrinter>()
            .AddSingleton<ReadingSlots>()
            .AddSingleton<SharedReads>()
            .AddSingleton<JournalSearch>()
            .AddSingleton<JournalExport>()
            .AddSingleton<ChainCheck>()
            .AddSingleton<BacktestRunner>()
            .AddSingleton<StoreFollower>()
            .AddHostedService(services => services.GetRequiredService<StoreFollower>())
            .AddHealthChecks()
            .AddCheck<StoreReadiness>("store");
    }
}
