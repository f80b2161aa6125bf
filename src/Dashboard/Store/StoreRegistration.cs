using Mcpx.Db;
using Mcpx.Hosting;

namespace Mcpx.Dashboard.Store;

/// <summary>The store, followed for the whole process.</summary>
internal static class StoreRegistration
{
    /// <summary>Adds it.</summary>
    /// <param name="builder">The host.</param>
    /// <param name="place">Where it lies.</param>
    public static void AddStore(this WebApplicationBuilder builder, StorePlace place)
    {
        var store = place.Open();
        builder
            .Services.AddSingleton(store)
            .AddSingleton(store.Journal)
            .AddSingleton<JournalTail>()
            .AddSingleton<IncidentLog>()
            .AddSingleton<AttestationLog>()
            .AddSingleton<EnvironmentLog>()
            .AddSingleton<SilenceLog>()
            .AddSingleton<FreezeLog>()
            .AddSingleton<ChannelLog>()
            .AddSingleton<ReleaseLog>()
            .AddSingleton<RcaReader>()
            .AddSingleton<ReportLog>()
            .AddSingleton<ReportPrinter>()
            .AddSingleton<ReadingSlots>()
            .AddSingleton<SharedReads>()
            .AddSingleton<JournalSearch>()
            .AddSingleton<JournalExport>()
            .AddSingleton<ExportFiles>()
            .AddHostedService(services => services.GetRequiredService<ExportFiles>())
            .AddSingleton<ChainCheck>()
            .AddSingleton<BacktestRunner>()
            .AddSingleton<StoreFollower>()
            .AddHostedService(services => services.GetRequiredService<StoreFollower>())
            .AddHealthChecks()
            .AddCheck<StoreReadiness>("store");
    }
}
