using Mcpx.Db;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Rollback;
using Mcpx.Watchdog.Configuration;

namespace Mcpx.Watchdog.Commands.Rollback;

/// <summary>Follows an incident after it was asked for: prints what happens, approves where that was wanted, and says how it ends.</summary>
internal sealed class RunFollower(
    RollbackRequest request,
    Terminal terminal,
    WatchdogOptions options,
    IncidentLog incidents,
    JournalPrinter printer,
    bool leads
)
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(200);

    /// <summary>How long another proposal than the expected one is taken for an older one.</summary>
    private static readonly TimeSpan SettleWithin = TimeSpan.FromSeconds(5);

    /// <summary>Silence after which somebody should look whether a watchdog leads.</summary>
    private static readonly TimeSpan MovesWithin = TimeSpan.FromSeconds(20);

    private bool _consented;

    /// <summary>Follows to an end.</summary>
    /// <param name="asked">The incident right after it was asked for.</param>
    /// <param name="by">Who asked.</param>
    /// <param name="expected">The hash of the plan that should come.</param>
    /// <param name="cancellation">Ends the following only.</param>
    /// <returns>Null when nothing moves any more.</returns>
    public async Task<Ending?> FollowAsync(Incident asked, Actor by, string expected, CancellationToken cancellation)
    {
        var (version, moved) = (asked.Version, DateTimeOffset.UtcNow);
        var askedAt = moved;
        while (true)
        {
            var incident = incidents.Find(asked.Id)!;
            printer.Print();
            var now = DateTimeOffset.UtcNow;
            (version, moved) = incident.Version == version ? (version, moved) : (incident.Version, now);
            // Where this process leads, nobody else would run it.
            if (Ending.Of(incident, request.Wait || leads) is { } ending)
            {
                return ending;
            }

            if (incident is { Status: IncidentStatus.Proposed, Proposal: { } proposal })
            {
                var settled = proposal.PlanHash == expected || now - askedAt > SettleWithin;
                if (settled && Answer(incident, by) is { } answered)
                {
                    printer.Print();
                    return answered;
                }
            }

            if (!leads && now - moved > MovesWithin)
            {
                return null;
            }

            await Task.Delay(Pace, cancellation);
        }
    }

    /// <summary>Approves what was asked to be approved, once; then says what is missing.</summary>
    /// <returns>Null when the state has to be looked at again.</returns>
    private Ending? Answer(Incident incident, Actor by)
    {
        var proposal = incident.Proposal!;
        if (!IsWanted(proposal.Plan))
        {
            return Ending.Badly(
                $"{incident.Id} proposes {proposal.Plan.Components} back to {proposal.Plan.TargetTag}, not what was asked for."
            );
        }

        if (request.Consent is not { } consent || _consented)
        {
            return Ending.Missing(incident, options.DashboardAddress);
        }

        if (!IsNamed(consent, proposal))
        {
            return Ending.Badly(
                $"The plan that stands is {PlanHash.Short(proposal.PlanHash)}, not the one that was named. Nothing was approved."
            );
        }

        _consented = true;
        var outcome = incidents.Execute(
            incident.Id,
            new IncidentCommand.Approve(proposal.PlanHash, consent.BreakGlass),
            by
        );
        return outcome.Refusal is { } refusal
            ? Ending.Badly(
                $"Not approved: {refusal.Text} {Ending.Missing(incident, options.DashboardAddress).Sentence}"
            )
            : null;
    }

    private bool IsWanted(Plan plan) =>
        plan.Targets.Any(target =>
            target.Component == request.Component && (request.Tag is null || target.TargetTag == request.Tag)
        );

    /// <summary>Whether the person means this plan: by the hash they named, or by typing it after having read the plan.</summary>
    private bool IsNamed(Consent consent, Proposal proposal)
    {
        if (consent.Hash is { } named)
        {
            return Consent.Names(named, proposal.PlanHash);
        }

        PlanPage.Write(terminal.Output, proposal.Plan, proposal.Reason, options, JournalAtHand.Of(options.Place()));
        terminal.Output.Write($"To approve, type the first {Consent.FewestDigits} digits of the hash: ");
        return Consent.Names(terminal.Input!.ReadLine() ?? "", proposal.PlanHash);
    }
}
