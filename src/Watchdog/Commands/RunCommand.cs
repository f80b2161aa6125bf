using System.CommandLine;
using Mcpx.Db;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Parity;
using Mcpx.Watchdog.Comms;
using Mcpx.Watchdog.Configuration;
using Mcpx.Watchdog.Incidents;
using Mcpx.Watchdog.Judging;
using Mcpx.Watchdog.Live;
using Mcpx.Watchdog.Observability;
using Mcpx.Watchdog.Probes;
using Mcpx.Watchdog.Replay;
using Mcpx.Watchdog.Runner;
using Mcpx.Watchdog.Sse;
using Mcpx.Watchdog.Time;

namespace Mcpx.Watchdog.Commands;

/// <summary><c>run</c>: watches until it is stopped.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var config = Options.Config();
        var command = new Command("run", "Watch the configured environments until stopped.") { config };
        command.SetAction((parsed, cancellation) => RunAsync(parsed.GetValue(config), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string? file, CancellationToken cancellation)
    {
        var loaded = LoadedConfiguration.Load(file);
        if (loaded.Errors.Count > 0)
        {
            return ConfigurationReport.Refuse(loaded.Errors);
        }

        var options = loaded.Options;
        using var leadership = Leadership.TryTake(options.DataDirectory);
        if (leadership is null)
        {
            await Console.Error.WriteLineAsync(
                $"Another watchdog leads {Path.GetFullPath(options.DataDirectory)}. Stop it first."
            );
            return ExitCodes.Failed;
        }

        Migrations.Run(options.DataDirectory);
        SaltedDigest digest;
        try
        {
            digest = SaltFile.Take(options.DataDirectory);
        }
        catch (BadFileException problem)
        {
            await Console.Error.WriteLineAsync(problem.Message);
            return ExitCodes.BadInput;
        }

        await using var app = Build(loaded, leadership, digest);
        await AnnounceAsync(app, loaded, cancellation);
        await app.RunAsync(cancellation);
        return ExitCodes.Ok;
    }

    private static WebApplication Build(LoadedConfiguration loaded, Leadership leadership, SaltedDigest digest)
    {
        var options = loaded.Options;
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(options.Address);
        builder
            .Logging.AddFilter("Quartz", LogLevel.Warning)
            .AddFilter("Microsoft.AspNetCore", LogLevel.Warning)
            .AddFilter("Polly", LogLevel.Warning);
        var time = new AnchoredTime();
        var store = new Store(options.DataDirectory);
        builder
            .Services.AddSingleton(options)
            .AddSingleton(loaded.Files)
            .AddSingleton(leadership)
            .AddSingleton(time)
            .AddSingleton<TimeProvider>(time)
            .AddSingleton(store)
            .AddSingleton(store.Journal)
            .AddSingleton<JournalTail>()
            .AddSingleton<IncidentLog>()
            .AddSingleton<EnvironmentLog>()
            .AddSingleton<RcaReader>()
            .AddSingleton(new Secrets(options))
            .AddSingleton(digest)
            .AddSingleton(new ReleaseFolder(options.ReleaseFolder))
            .AddSingleton<Pulses>()
            .AddHostedService<StreamWatch>()
            .AddHostedService<AssumptionWatch>()
            .AddProbes()
            .AddComms()
            .AddRunner()
            .AddIncidents()
            .AddJudging()
            .AddOwnMetrics();
        var app = builder.Build();
        app.MapLive();
        app.MapHealth();
        app.MapOwnMetrics();
        return app;
    }

    /// <summary>Writes down what this process runs with, before it judges anything.</summary>
    private static async Task AnnounceAsync(
        WebApplication app,
        LoadedConfiguration loaded,
        CancellationToken cancellation
    )
    {
        var services = app.Services;
        var warnings = loaded.Warnings.ToList();
        if (await services.GetRequiredService<SlackNotifier>().CheckAsync(cancellation) is { } unreachable)
        {
            warnings.Add(unreachable);
        }

        var applied = new ConfigurationApplied(loaded.Options.WithoutSecrets(), warnings);
        Startup.Register(
            services.GetRequiredService<Journal>(),
            services.GetRequiredService<JournalTail>(),
            services.GetRequiredService<EnvironmentLog>(),
            services.GetRequiredService<ReleaseFolder>().Read().Releases.Values,
            applied,
            services.GetRequiredService<TimeProvider>().GetUtcNow()
        );
        ConfigurationGauges.Show(applied, Startup.Version);
        foreach (var warning in warnings)
        {
            Log.Warned(app.Logger, warning);
        }
    }
}
