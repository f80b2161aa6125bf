using System.Data.Common;
using Mcpx.Domain.Configuration;
using Mcpx.Watchdog.Configuration;
using Mcpx.Watchdog.Runner;
using Microsoft.Extensions.Logging.Console;

namespace Mcpx.Watchdog.Commands.Rollback;

/// <summary>
/// One use of the command. Where a watchdog leads, it is asked through the journal and followed; where none does, this process
/// takes the lead and is the watchdog until the run is over.
/// </summary>
internal sealed class RollbackSession(RollbackRequest request, Terminal terminal)
{
    private const string Stopped =
        "Stopped. What was begun is in the journal, and goes on with the watchdog that leads next.";

    /// <summary>How often it is looked whether a watchdog still leads while nothing moves: an hour, one look in 20 s.</summary>
    private const int MostLooks = 180;

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
            terminal.Error.WriteLine(Stopped);
            return ExitCodes.Failed;
        }
        catch (Exception problem)
            when (problem is IOException or UnauthorizedAccessException or DbException or TimeoutException)
        {
            terminal.Error.WriteLine($"{loaded.Options.Place()}: {problem.Message}");
            return ExitCodes.Failed;
        }
    }

    /// <summary>The dry run.</summary>
    private async Task<Ending> LookAsync(LoadedConfiguration loaded, CancellationToken cancellation)
    {
        var leads = !Leadership.IsTaken(loaded.Options.Place());
        var options = leads
            ? Known(loaded.Options)
            : await AppliedOptions.ReadAsync(loaded.Options.Place(), cancellation);
        var outcome = await new Asking(request, terminal, options, leads).LookAsync(leads, cancellation);
        if (outcome.Preview?.Plan is not { } plan)
        {
            return outcome.Refused!;
        }

        PlanPage.Write(terminal.Output, plan, outcome.Preview.Why, options, JournalAtHand.Of(options.Place()));
        return Ending.Well("Dry run: nothing was changed. The hash holds as long as nothing else happens first.");
    }

    private async Task<Ending> CarryOutAsync(LoadedConfiguration loaded, CancellationToken cancellation)
    {
        var place = loaded.Options.Place();
        for (var look = 0; look < MostLooks; look++)
        {
            using var lead = Leadership.TryTake(place);
            if (lead is not null)
            {
                return await LeadAsync(loaded, lead, cancellation);
            }

            var applied = await AppliedOptions.ReadAsync(place, cancellation);
            if (await new Asking(request, terminal, applied, leads: false).AskAsync(cancellation) is { } ending)
            {
                return ending;
            }

            terminal.Output.WriteLine("Nothing moves; looking whether a watchdog still leads.");
        }

        return Ending.Badly(
            "Nothing moves, although a watchdog leads. Look at it; what was asked for is in the journal."
        );
    }

    /// <summary>Is the watchdog for a while. It is stopped like any other, and what it was at goes on with the next.</summary>
    private async Task<Ending> LeadAsync(LoadedConfiguration loaded, Leadership lead, CancellationToken cancellation)
    {
        var ahead = new Asking(request, terminal, Known(loaded.Options), leads: true);
        if ((await ahead.LookAsync(applies: true, cancellation)).Refused is { } refused)
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
                return await NotStartedAsync(leading);
            }

            var applied = await AppliedOptions.ReadAsync(loaded.Options.Place(), stop.Token);
            var asking = new Asking(request, terminal, applied, leads: true).AskAsync(stop.Token);
            await Task.WhenAny(leading, asking);
            return leading.IsCompleted ? Ending.Badly(Stopped) : Led((await asking)!);
        }
        finally
        {
            await stop.CancelAsync();
            await ((Task)leading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task<Ending> NotStartedAsync(Task<int> leading)
    {
        const string Said = "The watchdog could not be started, and nothing was asked for";
        try
        {
            return new(await leading, $"{Said}.");
        }
        catch (IOException problem)
        {
            // Its address is taken, for example.
            return Ending.Badly($"{Said}: {problem.Message}");
        }
    }

    private static Ending Led(Ending ending) =>
        ending.Code == ExitCodes.Ok
            ? ending with
            {
                Sentence = $"{ending.Sentence} No watchdog leads from now on: start one, or nobody watches.",
            }
            : ending;

    /// <summary>With the instances that were found before; they are looked for again once this process leads.</summary>
    private static WatchdogOptions Known(WatchdogOptions own) => own.Knowing(AppliedOptions.Find(own.Place()));

    /// <summary>What the watchdog says goes where errors go, and only what is one.</summary>
    private static void Quietly(ILoggingBuilder logging)
    {
        logging.SetMinimumLevel(LogLevel.Error);
        logging.AddFilter(null, LogLevel.Error);
        // Whatever ends the host is told in one sentence.
        logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
        logging.Services.Configure<ConsoleLoggerOptions>(console =>
            console.LogToStandardErrorThreshold = LogLevel.Trace
        );
    }
}
