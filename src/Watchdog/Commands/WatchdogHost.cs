using Mcpx.Db;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Parity;
using Mcpx.Hosting;
using Mcpx.Watchdog.Anchors;
using Mcpx.Watchdog.Comms;
using Mcpx.Watchdog.Configuration;
using Mcpx.Watchdog.Discovery;
using Mcpx.Watchdog.Evidence;
using Mcpx.Watchdog.FollowUps;
using Mcpx.Watchdog.Freezes;
using Mcpx.Watchdog.Heartbeats;
using Mcpx.Watchdog.Incidents;
using Mcpx.Watchdog.Judging;
using Mcpx.Watchdog.Live;
using Mcpx.Watchdog.Observability;
using Mcpx.Watchdog.Paging;
using Mcpx.Watchdog.PortalLogs;
using Mcpx.Watchdog.Probes;
using Mcpx.Watchdog.Releases;
using Mcpx.Watchdog.Replay;
using Mcpx.Watchdog.Retention;
using Mcpx.Watchdog.Runner;
using Mcpx.Watchdog.Sse;
using Mcpx.Watchdog.Tickets;
using Mcpx.Watchdog.Time;
using Mcpx.Watchdog.Wire;

namespace Mcpx.Watchdog.Commands;

/// <summary>The host of one configuration. Another configuration is another host over the same lead.</summary>
internal static class WatchdogHost
{
    /// <summary>Puts it together; it listens on nothing yet.</summary>
    public static WebApplication Build(
        LoadedConfiguration loaded,
        Leadership leadership,
        SaltedDigest digest,
        Discoverer discoverer,
        Rebuild rebuild,
        LeadBeside? beside
    )
    {
        var options = loaded.Options;
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(options.Address);
        builder
            .Logging.AddFilter("Quartz", LogLevel.Warning)
            .AddFilter("Microsoft.AspNetCore", LogLevel.Warning)
            .AddFilter("Polly", LogLevel.Warning);
        beside?.Logging(builder.Logging);
        var time = new AnchoredTime();
        var secrets = new Secrets(options);
        builder.AddRedactedLogging(secrets);
        var store = options.Place().Open(secrets);
        builder
            .Services.AddSingleton(options)
            .AddSingleton(loaded)
            .AddSingleton(loaded.Files)
            .AddSingleton(discoverer)
            .AddSingleton(rebuild)
            .AddSingleton(leadership)
            .AddSingleton(time)
            .AddSingleton<TimeProvider>(time)
            .AddSingleton(store)
            .AddSingleton(store.Journal)
            .AddSingleton<JournalTail>()
            .AddSingleton<IncidentLog>()
            .AddSingleton<EnvironmentLog>()
            .AddSingleton<FreezeLog>()
            .AddHostedService<FreezeKeeper>()
            .AddSingleton<ChannelLog>()
            .AddSingleton<RcaReader>()
            .AddSingleton(secrets)
            .AddSingleton(digest)
            .AddSingleton(new ReleaseFolder(options.ReleaseFolder))
            .AddSingleton<Pulses>()
            .AddHostedService<StreamWatch>()
            .AddHostedService<AssumptionWatch>()
            .AddHostedService<DiscoveryWatch>()
            .AddProbes()
            .AddComms()
            .AddPaging()
            .AddAnchors()
            .AddHeartbeat()
            .AddRetention()
            .AddHostedService<FollowUpFiler>()
            .AddHostedService<AftercareKeeper>()
            .AddHostedService<TicketKeeper>()
            .AddSingleton<PortalLogReader>()
            .AddHostedService(services => services.GetRequiredService<PortalLogReader>())
            .AddRunner()
            .AddEvidence()
            .AddIncidents()
            .AddReleases()
            .AddJudging()
            .AddOwnMetrics();
        var app = builder.Build();
        app.MapLive();
        app.MapHealth();
        app.MapOwnMetrics();
        return app;
    }

    /// <summary>Writes down what this process runs with, before it judges anything.</summary>
    public static async Task AnnounceAsync(
        WebApplication app,
        LoadedConfiguration loaded,
        Discoverer discoverer,
        bool first,
        CancellationToken cancellation
    )
    {
        var services = app.Services;
        List<string> warnings = [.. loaded.Warnings, .. discoverer.Doubts];
        if (await services.GetRequiredService<SlackNotifier>().CheckAsync(cancellation) is { } unreachable)
        {
            warnings.Add(unreachable);
        }

        warnings.AddRange(await services.GetRequiredService<PagingCheck>().WarningsAsync(cancellation));
        var applied = new ConfigurationApplied(loaded.Options.WithoutSecrets(), warnings) { Origins = loaded.Origins };
        Startup.Register(
            services.GetRequiredService<Journal>(),
            services.GetRequiredService<JournalTail>(),
            services.GetRequiredService<EnvironmentLog>(),
            services.GetRequiredService<ReleaseFolder>().Read().Releases.Values,
            applied,
            services.GetRequiredService<TimeProvider>().GetUtcNow(),
            first
        );
        foreach (var warning in warnings)
        {
            Log.Warned(app.Logger, warning);
        }
    }
}
