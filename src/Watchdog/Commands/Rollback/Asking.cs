using Mcpx.Db;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Rollback;
using Mcpx.Watchdog.Configuration;
using Mcpx.Watchdog.Wire;

namespace Mcpx.Watchdog.Commands.Rollback;

/// <summary>Asks for a rollback through the journal, as whoever sits at the command line, and follows what becomes of it.</summary>
/// <param name="request">What is wanted.</param>
/// <param name="terminal">Where to say it.</param>
/// <param name="options">The configuration that counts.</param>
/// <param name="leads">Whether this process is the watchdog, or would be.</param>
internal sealed class Asking(RollbackRequest request, Terminal terminal, WatchdogOptions options, bool leads)
{
    private string Subject =>
        request.Tag is null
            ? $"--component {request.Component}: cannot be rolled back"
            : $"--to {request.Tag}: {request.Component} cannot go there";

    /// <summary>Looks ahead and writes nothing down.</summary>
    /// <param name="applies">Whether the journal is still to be brought up to this configuration.</param>
    /// <param name="cancellation">Ends the looking.</param>
    public async Task<Outcome> LookAsync(bool applies, CancellationToken cancellation)
    {
        var user = Environment.UserName;
        var who = Claimant.Of(options.People, request.KeyVariable, user);
        if (who.Actor is not { } actor)
        {
            return new(new(ExitCodes.BadInput, who.Problem!));
        }

        if (request is { Consent: not null, DryRun: false } && !who.IsPerson)
        {
            return new(
                new(
                    ExitCodes.BadInput,
                    $"--approve : {user} is nobody in Watchdog:People and shows no --key-env. Pipelines declare, people approve."
                )
            );
        }

        using var wire = new WireClient();
        var preview = await new Outlook(options, applies, new(wire)).LookAsync(request, actor, cancellation);
        return preview.Plan is null
            ? new(Ending.Badly($"{Subject}: {preview.Why}"))
            : new(Refused: null, actor, preview);
    }

    /// <summary>Declares and follows.</summary>
    /// <returns>Null when nothing moves any more, so that there may be no leader.</returns>
    public async Task<Ending?> AskAsync(CancellationToken cancellation)
    {
        var outcome = await LookAsync(applies: false, cancellation);
        if (outcome is not { Refused: null, By: { } by, Preview: { Plan: { } plan, Incident: { } ahead } })
        {
            return outcome.Refused;
        }

        if (ahead is { Status: IncidentStatus.Stabilising, Wish: null })
        {
            return Ending.Of(ahead, request.Wait);
        }

        var store = options.Place().Open(new Secrets(options));
        var tail = new JournalTail(store.Journal);
        var incidents = new IncidentLog(store.Journal, tail, TimeProvider.System);
        var before = tail.CatchUp().Position;
        var declared = incidents.Declare(
            request.Environment,
            request.Trigger,
            request.Component,
            request.Reason,
            by,
            rollBack: true,
            request.Tag
        );
        if (declared.Refusal is { } refusal)
        {
            return Ending.Badly(refusal.Text);
        }

        var printer = new JournalPrinter(store.Journal, declared.Incident!.Id, before, terminal.Output);
        var follower = new RunFollower(request, terminal, options, incidents, printer, leads);
        return await follower.FollowAsync(declared.Incident, by, PlanHash.Of(plan), cancellation);
    }

    /// <summary>What was seen ahead.</summary>
    /// <param name="Refused">What keeps it from being asked for; null when nothing does.</param>
    /// <param name="By">Who asks.</param>
    /// <param name="Preview">What would be proposed.</param>
    internal sealed record Outcome(Ending? Refused, Actor? By = null, RollbackPreview? Preview = null);
}
