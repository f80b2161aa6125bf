using System.CommandLine;
using System.Data.Common;
using Mcpx.Db;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Parity;
using Mcpx.Watchdog.Configuration;
using Mcpx.Watchdog.Discovery;
using Mcpx.Watchdog.Probes.Http;
using Mcpx.Watchdog.Runner;
using Mcpx.Watchdog.Wire;

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
        Leadership? leadership;
        try
        {
            leadership = Leadership.TryTake(options.Place());
        }
        catch (DbException unreachable)
        {
            await Console.Error.WriteLineAsync($"{options.Place()}: {unreachable.Message}");
            return ExitCodes.Failed;
        }

        if (leadership is null)
        {
            await Console.Error.WriteLineAsync($"Another watchdog leads {options.Place()}. Stop it first.");
            return ExitCodes.OtherLeads;
        }

        using (leadership)
        {
            return await LeadAsync(loaded, leadership, beside: null, cancellation);
        }
    }

    /// <summary>Watches, judges and runs what is approved, until it is stopped.</summary>
    /// <param name="loaded">The configuration, without errors.</param>
    /// <param name="leadership">The lead over its store.</param>
    /// <param name="beside">What is done beside it; null where it only runs.</param>
    /// <param name="cancellation">Stops it; a step in hand stays as it is and is asked for by whoever leads next.</param>
    internal static async Task<int> LeadAsync(
        LoadedConfiguration loaded,
        Leadership leadership,
        LeadBeside? beside,
        CancellationToken cancellation
    )
    {
        var options = loaded.Options;
        try
        {
            if (options.Place().Prepare() is { } obstacle)
            {
                await Console.Error.WriteLineAsync($"The store cannot be used: {obstacle}.");
                return ExitCodes.Failed;
            }
        }
        catch (NewerStoreException newer)
        {
            await Console.Error.WriteLineAsync($"The store cannot be used: {newer.Message}.");
            return ExitCodes.BadInput;
        }

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

        using var wire = new WireClient();
        using var discoverer = new Discoverer(options, new PortalClient(wire));
        if (discoverer.IsNeeded)
        {
            var found = await FindAsync(options, discoverer, cancellation);
            if (found.Errors.Count > 0)
            {
                ConfigurationReport.Refuse(found.Errors);
                return ExitCodes.Failed;
            }

            loaded = loaded.Watching(found.Options);
            if (loaded.Errors.Count > 0)
            {
                return ConfigurationReport.Refuse(loaded.Errors);
            }
        }

        for (var (next, first) = (loaded, true); next is not null; first = false)
        {
            var rebuild = new Rebuild();
            await using var app = WatchdogHost.Build(next, leadership, digest, discoverer, rebuild, beside);
            var journal = app.Services.GetRequiredService<Journal>();
            await WatchdogHost.AnnounceAsync(app, next, discoverer, first, cancellation);
            app.Lifetime.ApplicationStarted.Register(() => beside?.Started());
            await app.RunAsync(cancellation);
            // The next host opens the journal anew.
            journal.Release();
            next = rebuild.Next;
        }

        return ExitCodes.Ok;
    }

    /// <summary>Asks where the instances are, beginning with those the journal knows.</summary>
    private static Task<Found> FindAsync(WatchdogOptions options, Discoverer discoverer, CancellationToken cancellation)
    {
        var journal = options.Place().Open().Journal;
        var known = new JournalTail(journal).CatchUp().Configuration?.Options;
        return discoverer.AskAsync(options.Knowing(known), cancellation);
    }
}
