using Mcpx.Db;
using Mcpx.Db.Engines.SqlServer;
using Mcpx.Hosting;

namespace Mcpx.Dashboard.Store;

/// <summary>The store, followed for the whole process.</summary>
internal static class StoreRegistration
{
    /// <summary>Adds it.</summary>
    /// <returns>Why it cannot be, as one error with key and value; null when it can.</returns>
    public static string? AddStore(this WebApplicationBuilder builder)
    {
        const string key = "Dashboard:Store:ConnectionVariable";
        StoreConnection? server = null;
        if (builder.Configuration[key] is { Length: > 0 } variable)
        {
            var problem = builder.Configuration[variable] is { Length: > 0 } text
                ? StoreConnection.Read(text, out server)
                : "is not set";
            if (problem is not null)
            {
                return $"{key} = {variable}: names an environment variable that {problem}.";
            }
        }

        var directory = builder.Configuration["Dashboard:DataDirectory"] is { Length: > 0 } configured
            ? configured
            : ".watchdog";
        var store = new StorePlace(directory, server).Open();
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
            .AddSingleton<ChainCheck>()
            .AddSingleton<BacktestRunner>()
            .AddSingleton<StoreFollower>()
            .AddHostedService(services => services.GetRequiredService<StoreFollower>())
            .AddHealthChecks()
            .AddCheck<StoreReadiness>("store");
        return null;
    }
}
