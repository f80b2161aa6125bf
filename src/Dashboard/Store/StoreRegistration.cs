using Mcpx.Db;
using Mcpx.Db.Engines.SqlServer;
using Mcpx.Hosting;

namespace Mcpx.Dashboard.Store;

/// <summary>The store, followed for the whole process.</summary>
internal static class StoreRegistration
{
    public static void AddStore(this WebApplicationBuilder builder)
    {
        var directory = builder.Configuration["Dashboard:DataDirectory"] is { Length: > 0 } configured
            ? configured
            : ".watchdog";
        var store = new StorePlace(directory, Server(builder.Configuration)).Open();
        builder
            .Services.AddSingleton(store)
            .AddSingleton(store.Journal)
            .AddSingleton<JournalTail>()
            .AddSingleton<IncidentLog>()
            .AddSingleton<AttestationLog>()
            .AddSingleton<EnvironmentLog>()
            .AddSingleton<SilenceLog>()
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
    }

    /// <summary>The same database as the watchdog's; null where the store is embedded.</summary>
    /// <exception cref="InvalidOperationException">A variable is named that holds no connection string.</exception>
    private static StoreConnection? Server(IConfiguration configuration)
    {
        const string key = "Dashboard:Store:ConnectionVariable";
        if (configuration[key] is not { Length: > 0 } variable)
        {
            return null;
        }

        var problem = configuration[variable] is { Length: > 0 } text
            ? StoreConnection.Read(text, out var connection)
            : Unset(out connection);
        return problem is null
            ? connection
            : throw new InvalidOperationException($"{key} = {variable}: names an environment variable that {problem}.");

        static string Unset(out StoreConnection? none)
        {
            none = null;
            return "is not set";
        }
    }
}
