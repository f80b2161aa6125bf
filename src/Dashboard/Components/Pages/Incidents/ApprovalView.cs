using Mcpx.Domain;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Releases;
using Mcpx.Domain.Rollback;

namespace Mcpx.Dashboard.Components.Pages.Incidents;

/// <summary>What the approve panel says to one person.</summary>
/// <param name="Title">"Roll back Api".</param>
/// <param name="Tags">"v1.9.0 to v1.8.2".</param>
/// <param name="Hash">Short hash of the plan shown.</param>
/// <param name="Bound">What the hash binds, in a line.</param>
/// <param name="MayApprove">Roles and who holds them.</param>
/// <param name="Rule">How many are needed and who does not count.</param>
/// <param name="Until">Until when it may be approved.</param>
/// <param name="Mode">What the execution mode means, when it is not simply on; null when it is.</param>
/// <param name="Refusal">Why this person may not; null when they may.</param>
/// <param name="Button">Text of the button.</param>
/// <param name="MayReject">Whether this person's role may reject.</param>
/// <param name="Given">Who approved already, in a line; null while nobody did.</param>
public sealed record ApprovalView(
    string Title,
    string Tags,
    string Hash,
    string Bound,
    IReadOnlyList<string> MayApprove,
    string Rule,
    DateTimeOffset Until,
    string? Mode,
    string? Refusal,
    string Button,
    bool MayReject,
    string? Given
)
{
    /// <summary>What a rejection leads to.</summary>
    public string Rejection { get; init; } = "";

    /// <summary>Until when somebody put the decision off; null while nobody did.</summary>
    public DateTimeOffset? SnoozedUntil { get; init; }

    /// <summary>Whether this person may put the decision off.</summary>
    public bool MaySnooze { get; init; }

    /// <summary>Whether this person caused the change and may approve alone by break-glass.</summary>
    public bool MayBreakGlass { get; init; }

    /// <summary>Rehearsals of this plan, each of one component; null where nothing can be rehearsed.</summary>
    public RehearsalView? Rehearsal { get; init; }

    /// <summary>What five more minutes cost.</summary>
    public string IfYouWait { get; init; } = "";

    /// <summary>Text of the button where an approval is carried out.</summary>
    public const string Approve = "Approve and start rollback";

    /// <summary>The panel of one proposal.</summary>
    /// <param name="incident">With a standing proposal.</param>
    /// <param name="me">Who looks.</param>
    /// <param name="roster">Who holds the roles.</param>
    /// <param name="now">The moment.</param>
    /// <param name="targets">Rehearsals of its environment; null for none.</param>
    /// <param name="failing">Calls that fail in a minute now; null when it is not known.</param>
    public static ApprovalView Of(
        Incident incident,
        Actor me,
        RosterOptions roster,
        DateTimeOffset now,
        TargetBook? targets = null,
        long? failing = null
    )
    {
        var proposal = incident.Proposal!;
        var plan = proposal.Plan;
        var mine = incident.Approvals.Exists(approval => me.IsSameAs(approval.By));
        return new(
            $"{Verb(plan)} {plan.Components}",
            $"{plan.FailingTag} to {plan.TargetTag}",
            PlanHash.Short(proposal.PlanHash),
            $"plan {plan.Version}: tags, digests, {plan.Steps.Count} steps with their commands, limits",
            [.. plan.Policy.EffectiveRoles.Select(role => Holder(role, me, roster))],
            RuleOf(proposal),
            proposal.ExpiresAt,
            ModeOf(plan),
            mine
                ? "You approved this plan; it waits for another person."
                : IncidentDecision.Permitted(proposal, me, now)?.Text,
            plan.Execution == Execution.DryRun ? "Approve and start dry run"
                : plan.Undoes is not null ? "Approve and go forward again"
                : Approve,
            plan.Policy.EffectiveRoles.Contains(me.Role),
            incident.Approvals.Count == 0
                ? null
                : $"approved by {string.Join(", ", incident.Approvals.Select(approval => approval.By.Name))}, {incident.Approvals.Count} of {plan.Policy.Required}"
        )
        {
            Rejection = plan.Undoes is null
                ? "Reject needs a reason; nothing is rolled back then and the incident stays open."
                : "Reject needs a reason; the rollback stays as it is.",
            MaySnooze = plan.Undoes is null && plan.Policy.EffectiveRoles.Contains(me.Role) && now < proposal.ExpiresAt,
            MayBreakGlass =
                !mine
                && IncidentDecision.Permitted(proposal, me, now) is not null
                && IncidentDecision.Permitted(proposal, me, now, "emergency") is null,
            Rehearsal = RehearsalView.Of(plan, targets, me),
            IfYouWait = WaitingCost.Of(incident, failing, now),
            SnoozedUntil = incident.Declined?.Until is { } until && until > now ? until : null,
        };
    }

    private static string Verb(Plan plan) =>
        plan switch
        {
            { Undoes: not null } => "Go forward again with",
            { Kind: PlanKind.ParityReapply } => "Reapply what is expected of",
            { Kind: PlanKind.Revert } => "Set back",
            _ => "Roll back",
        };

    private static string? ModeOf(Plan plan) =>
        plan.Execution switch
        {
            Execution.Off =>
                $"Execution is off for {plan.Environment}: the watchdog watches and proposes, nobody can approve. Roll back by hand with the commands of the plan.",
            Execution.DryRun =>
                $"Dry run: an approved plan is walked through and changes nothing in {plan.Environment}.",
            _ => null,
        };

    private static string RuleOf(Proposal proposal)
    {
        var policy = proposal.Plan.Policy;
        var required = policy.Required;
        var count = required == 1 ? "One is enough." : $"{required} different people are needed.";
        return proposal.CausedBy is not { } caused ? count
            : required == 1 && policy.IsIndependent(proposal.Plan.Environment)
                ? $"{count} {caused} {proposal.Plan.FailingChange} and cannot approve alone."
            : $"{count} {caused} {proposal.Plan.FailingChange}.";
    }

    private static string Holder(Role role, Actor me, RosterOptions roster)
    {
        var name = role switch
        {
            Role.IncidentCommander => roster.IncidentCommander,
            Role.Deputy => roster.Deputy,
            Role.DecisionOwner => roster.DecisionOwner,
            _ => null,
        };
        var who = name is null ? TimelineWords.RoleName(role) : $"{name}, {TimelineWords.RoleName(role)}";
        return me.Role == role
            ? (name == me.Name || name is null ? $"{who} (you)" : $"{who}; you hold the role too")
            : who;
    }
}
