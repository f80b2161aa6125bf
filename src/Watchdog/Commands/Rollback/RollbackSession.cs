using Mcpx.Db;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Rollback;
using Mcpx.Watchdog.Configuration;
using Mcpx.Watchdog.Runner;
using Mcpx.Watchdog.Wire;

namespace Mcpx.Watchdog.Commands.Rollback;

/// <summary>
/// One use of the command. Where a watchdog leads, it is asked through the journal and followed; where none does, this process
/// takes the lead and is the watchdog until the run is over.
/// </summary>
internal sealed class RollbackSession(RollbackRequest request, Terminal terminal)
{
    private static readonly TimeSpan StoreWithin = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(200);

    public async Task<int> RunAsync(string? file, CancellationToken cancellation)
    {
        var loaded = LoadedConfiguration.Load(file);
        if (loaded.Errors.Count > 0)
        {
            return ConfigurationReport.Refuse(loaded.Errors);
        }

        if (RollbackCommand.Wrong(request, loaded.Options, terminal) is { } wrong)
        {
            terminal.Error.WriteLine(wrong);
            return ExitCodes.BadInput;
        }

        try
        {
            var ending = request.DryRun
                ? await LookAsync(loaded, cancellation)
                : await CarryOutAsync(loaded, cancellation);
            (ending.Code == ExitCodes.Ok ? terminal.Output : terminal.Error).WriteLine(ending.Sentence);
            return ending.Code;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            terminal.Error.WriteLine(
                "Stopped. What was begun is in the journal, and goes on with the watchdog that leads next."
            );
            return ExitCodes.Failed;
        }
        catch (Exception problem)
            when (problem is IOException or Microsoft.Data.Sqlite.SqliteException or TimeoutException)
        {
            terminal.Error.WriteLine($"{loaded.Options.DataDirectory}: {problem.Message}");
            return ExitCodes.Failed;
        }
    }

    /// <summary>The dry run. The lead is only looked at: whose configuration would count depends on it.</summary>
    private async Task<Ending> LookAsync(LoadedConfiguration loaded, CancellationToken cancellation)
    {
        var directory = loaded.Options.DataDirectory;
        bool leads;
        using (var lead = File.Exists(Path.Combine(directory, "leader.lock")) ? Leadership.TryTake(directory) : null)
        {
            leads = lead is not null || !File.Exists(Path.Combine(directory, "leader.lock"));
        }

        var options = leads ? loaded.Options : await AppliedAsync(loaded.Options, cancellation);
        var who = Claimant.Of(options.People, request.KeyVariable, Environment.UserName);
        if (who.Actor is not { } actor)
        {
            return new(ExitCodes.BadInput, who.Problem!);
        }

        using var wire = new WireClient();
        var preview = await new Outlook(options, leads, new(wire)).LookAsync(request, actor, cancellation);
        if (preview.Plan is not { } plan)
        {
            return Ending.Badly($"{Subject}: {preview.Why}");
        }

        PlanPage.Write(terminal.Output, plan, preview.Why, options);
        return Ending.Well("Dry run: nothing was changed. The hash holds as long as nothing else happens first.");
    }

    private async Task<Ending> CarryOutAsync(LoadedConfiguration loaded, CancellationToken cancellation)
    {
        while (true)
        {
            using var lead = Leadership.TryTake(loaded.Options.DataDirectory);
            var ending = lead is null
                ? await AskAsync(await AppliedAsync(loaded.Options, cancellation), leads: false, cancellation)
                : await LeadAsync(loaded, lead, cancellation);
            if (ending is not null)
            {
                return ending;
            }

            terminal.Output.WriteLine("Nothing moves any more; looking whether a watchdog still leads.");
        }
    }

    /// <summary>Is the watchdog for a while. It is stopped like any other, and what it was at goes on with the next.</summary>
    private async Task<Ending?> LeadAsync(LoadedConfiguration loaded, Leadership lead, CancellationToken cancellation)
    {
        if (await RefusedAsync(loaded.Options, leads: true, cancellation) is { } refused)
        {
            return refused;
        }

        terminal.Output.WriteLine("No watchdog leads: this command takes the lead until the run is over.");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var leading = RunCommand.LeadAsync(loaded, lead, new(Quietly, () => started.TrySetResult()), stop.Token);
        try
        {
            await Task.WhenAny(leading, started.Task);
            if (leading.IsCompleted)
            {
                return new(await leading, "The watchdog could not be started; nothing was asked for.");
            }

            var asking = AskAsync(loaded.Options, leads: true, stop.Token);
            await Task.WhenAny(leading, asking);
            return leading.IsCompleted
                ? Ending.Badly(
                    "Stopped. What was begun is in the journal, and goes on with the watchdog that leads next."
                )
                : Led(await asking);
        }
        finally
        {
            await stop.CancelAsync();
            await ((Task)leading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static Ending? Led(Ending? ending) =>
        ending is { Code: ExitCodes.Ok }
            ? ending with
            {
                Sentence = $"{ending.Sentence} No watchdog leads from now on: start one, or nobody watches.",
            }
            : ending;

    /// <summary>What keeps it from being asked for; null when nothing does. Looked at first: then nothing is written down.</summary>
    private async Task<Ending?> RefusedAsync(WatchdogOptions options, bool leads, CancellationToken cancellation) =>
        (await PrepareAsync(options, leads, cancellation)).Refused;

    private async Task<(Ending? Refused, Actor? By, RollbackPreview? Preview)> PrepareAsync(
        WatchdogOptions options,
        bool leads,
        CancellationToken cancellation
    )
    {
        var who = Claimant.Of(options.People, request.KeyVariable, Environment.UserName);
        if (who.Actor is not { } actor)
        {
            return (new(ExitCodes.BadInput, who.Problem!), null, null);
        }

        if (request.Consent is not null && !who.IsPerson)
        {
            return (
                new(
                    ExitCodes.BadInput,
                    $"--approve : {Environment.UserName} is nobody in Watchdog:People and shows no --key-env. Pipelines declare, people approve."
                ),
                null,
                null
            );
        }

        using var wire = new WireClient();
        var preview = await new Outlook(options, leads, new(wire)).LookAsync(request, actor, cancellation);
        return preview.Plan is null
            ? (Ending.Badly($"{Subject}: {preview.Why}"), actor, preview)
            : (null, actor, preview);
    }

    private string Subject =>
        request.Tag is null
            ? $"--component {request.Component}: cannot be rolled back"
            : $"--to {request.Tag}: {request.Component} cannot go there";

    /// <summary>Declares and follows. Null when nothing moves any more, so that there may be no leader.</summary>
    private async Task<Ending?> AskAsync(WatchdogOptions options, bool leads, CancellationToken cancellation)
    {
        var (refused, by, preview) = await PrepareAsync(options, leads, cancellation);
        if (refused is not null)
        {
            return refused;
        }

        var store = new Store(options.DataDirectory);
        var tail = new JournalTail(store.Journal);
        var incidents = new IncidentLog(store.Journal, tail, TimeProvider.System);
        var before = tail.CatchUp().Position;
        if (preview!.Incident is { Status: IncidentStatus.Stabilising, Wish: null } done)
        {
            return Ending.Of(done, request.Wait);
        }

        var outcome = incidents.Declare(
            request.Environment,
            request.Trigger,
            request.Component,
            request.Reason,
            by!,
            rollBack: true,
            request.Tag
        );
        if (outcome.Refusal is { } refusal)
        {
            return Ending.Badly(refusal.Text);
        }

        var follower = new RunFollower(
            request with
            {
                // Nobody else would run it.
                Wait = request.Wait || leads,
            },
            terminal,
            options,
            incidents,
            new(store.Journal, outcome.Incident!.Id, before, terminal.Output)
        );
        return await follower.FollowAsync(outcome.Incident, by!, PlanHash.Of(preview.Plan!), cancellation);
    }

    /// <summary>The configuration that the leader applied; waited for where it only starts.</summary>
    private static async Task<WatchdogOptions> AppliedAsync(WatchdogOptions own, CancellationToken cancellation)
    {
        var until = DateTimeOffset.UtcNow + StoreWithin;
        while (true)
        {
            if (
                Migrations.Obstacle(own.DataDirectory) is null
                && new JournalTail(new Store(own.DataDirectory).Journal).CatchUp().Configuration is { } applied
            )
            {
                return applied.Options;
            }

            if (DateTimeOffset.UtcNow >= until)
            {
                throw new TimeoutException(
                    $"a watchdog leads, but wrote down no configuration within {StoreWithin.TotalSeconds} s."
                );
            }

            await Task.Delay(Pace, cancellation);
        }
    }

    /// <summary>What the watchdog says goes where errors go, and only what is one.</summary>
    private static void Quietly(ILoggingBuilder logging)
    {
        logging.SetMinimumLevel(LogLevel.Error);
        logging.AddFilter(null, LogLevel.Error);
        logging.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(console =>
            console.LogToStandardErrorThreshold = LogLevel.Trace
        );
    }
}
