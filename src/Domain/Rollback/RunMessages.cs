using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;

namespace Mcpx.Domain.Rollback;

/// <summary>The runbook's templates (sections 4 and 6), word for word, with their fields filled in.</summary>
public static class RunMessages
{
    private const string NotMeasured = "not measured";
    private const int KeysNamed = 5;
    private const int LongestValue = 80;

    /// <summary>Before anything is changed (section 4), with who leads it and what breached.</summary>
    /// <param name="incident">The incident, with its plan.</param>
    /// <param name="roster">Who leads where nobody took a role.</param>
    public static string Start(Incident incident, RosterOptions roster)
    {
        ArgumentNullException.ThrowIfNull(incident);
        var (proposal, voice) = (incident.Proposal!, new Comms.Voice(incident, roster, ""));
        return Start(
            proposal.Plan,
            // An undo is somebody's wish, and nothing fails.
            proposal.Plan.Undoes
                is null
                ? voice.Triggers
                : voice.Reason(proposal.Reason),
            Comms.Voice.Leads(incident, roster),
            voice.IsRestrained,
            IsAskedFor(incident, proposal.Plan)
        );
    }

    /// <summary>Before anything is changed (section 4).</summary>
    /// <param name="plan">What is about to be done.</param>
    /// <param name="reason">What fails.</param>
    /// <param name="roster">Who leads.</param>
    /// <param name="isRestrained">Whether keys and values are left out, as in a security incident.</param>
    /// <param name="isAskedFor">Whether a person named the target, which then need not be the LKG.</param>
    public static string Start(
        Plan plan,
        string reason,
        RosterOptions roster,
        bool isRestrained = false,
        bool isAskedFor = false
    )
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(roster);
        var leads = $"IC: @{roster.IncidentCommander}, Deputy: @{roster.Deputy}.";
        var (failing, target) = isRestrained ? (Before(plan), After(plan)) : (plan.FailingTag, plan.TargetTag);
        return plan switch
        {
            { Undoes: not null } =>
                $"Undoing the **rollback** in **{plan.Environment}** for MCPX-KendoBridge: {reason.TrimEnd('.')}. Going forward from {failing} "
                    + $"to {target} again now. {leads}",
            { Rung: Rung.Revert } =>
                $"Declaring **{Word(plan)}** in **{plan.Environment}** for MCPX-KendoBridge. Current {Keys(plan, isRestrained, now: true)} "
                    + $"failing due to {reason}. Reverting to {Values(plan, isRestrained)} now; no release is rolled back. {leads}",
            _ =>
                $"Declaring **rollback** in **{plan.Environment}** for MCPX-KendoBridge. Current release {failing} failing due to "
                    + $"{reason}. Reverting to {(isAskedFor ? "" : "LKG ")}{target} now. {leads}",
        };
    }

    /// <summary>When everything is back and validated (section 6, step 5).</summary>
    /// <param name="plan">What was done.</param>
    /// <param name="checks">What was measured; a field that was not reads so.</param>
    /// <param name="isHealthy">Whether /healthz and /ready were seen green; false reads as not measured, for one that is not green ends the run.</param>
    /// <param name="isRestrained">Whether keys and values are left out, as in a security incident.</param>
    /// <param name="earlier">Releases that were rolled back before in the same incident: their fault is not found either.</param>
    public static string Success(
        Plan plan,
        IReadOnlyList<Check> checks,
        bool isHealthy = true,
        bool isRestrained = false,
        IReadOnlyList<string>? earlier = null
    )
    {
        ArgumentNullException.ThrowIfNull(plan);
        var (failing, target) = isRestrained ? (Before(plan), After(plan)) : (plan.FailingTag, plan.TargetTag);
        var (done, next) = plan switch
        {
            { Undoes: not null } => (
                $"Rollback undone in **{plan.Environment}**. Forward again to {target}.",
                $"A breach proposes {failing} anew."
            ),
            { Rung: Rung.Revert } => (
                $"{Capital(Word(plan))} complete in **{plan.Environment}**. Reverted {Restores(plan, isRestrained)}.",
                $"Investigating root cause on {Keys(plan, isRestrained, now: false)}."
            ),
            _ => (
                $"Rollback complete in **{plan.Environment}**. Reverted to {target}.",
                $"Investigating root cause on {string.Join(" and ", (earlier ?? []).Append(failing).Distinct(StringComparer.Ordinal))}."
            ),
        };
        return $"{done} {Measures(checks, isHealthy)} {next}";
    }

    /// <summary>Which message <see cref="Outcome"/> is.</summary>
    /// <param name="incident">The incident, at its last step.</param>
    public static string OutcomeKind(Incident incident)
    {
        ArgumentNullException.ThrowIfNull(incident);
        return RestoredParts.IsPart(incident) ? Silences.MessageKinds.CompleteInPart : Silences.MessageKinds.Success;
    }

    /// <summary>
    /// What the run has come to, when it is announced: the message of success, or, where people left out a part of what the plan
    /// restores, one that says which.
    /// </summary>
    /// <param name="incident">The incident, at its last step.</param>
    public static string Outcome(Incident incident)
    {
        ArgumentNullException.ThrowIfNull(incident);
        var (plan, isRestrained) = (incident.Proposal!.Plan, Comms.Voice.Restrains(incident));
        var checks = incident.Steps.SelectMany(step => step.Checks).ToList();
        var isHealthy = incident.Steps.Exists(step =>
            step is { Step.Kind: StepKind.AwaitHealth, Status: StepStatus.Succeeded, ByHand: null }
        );
        return RestoredParts.IsPart(incident)
            ? $"{Capital(Word(plan))} complete in part in **{plan.Environment}**. {RestoredParts.Sentence(incident, isRestrained)} "
                + $"{Measures(checks, isHealthy)} Investigating root cause on {(isRestrained ? Before(plan) : plan.FailingTag)}."
            : Success(plan, checks, isHealthy, isRestrained, incident.RolledBack);
    }

    /// <summary>
    /// What follows the message of success, on a line of its own: the journal's head, where whoever edits the journal later does not
    /// get at it.
    /// </summary>
    /// <param name="position">The newest position.</param>
    /// <param name="hash">Its hash, 64 hexadecimal digits.</param>
    public static string Anchor(long position, string hash) =>
        FormattableString.Invariant($"Journal at {position}:{hash}");

    /// <summary>Whether a person named the release that a plan goes back to.</summary>
    internal static bool IsAskedFor(Incident incident, Plan plan) =>
        incident.Wish?.Tag is { } tag && tag == plan.TargetTag;

    /// <summary>What people call it: a rollback, or a revert where no release moves.</summary>
    internal static string Word(Plan plan) =>
        plan.Kind switch
        {
            PlanKind.Revert => "config revert",
            PlanKind.ParityReapply => "config reapply",
            _ => "rollback",
        };

    /// <summary>The first letter of a sentence.</summary>
    internal static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];

    /// <summary>What it puts back: "Api and Web to v1.8.2", "Cors:AllowedOrigins to https://admin.example".</summary>
    internal static string Restores(Plan plan, bool isRestrained) =>
        plan.Targets.Count > 0
            ? $"{plan.Components} to {plan.TargetTag}"
            : $"{Keys(plan, isRestrained, now: false)} to {Values(plan, isRestrained)}";

    private static string Measures(IReadOnlyList<Check> checks, bool isHealthy) =>
        $"Health/Ready {(isHealthy ? "✅" : NotMeasured)}. SSE TTFB {Measured(checks, CheckNames.FirstEvent)}, "
        + $"heartbeat {Measured(checks, CheckNames.MedianGap)}.";

    /// <summary>The keys, each with what it is now where that is asked for.</summary>
    private static string Keys(Plan plan, bool isRestrained, bool now) =>
        isRestrained
            ? Words.Of(plan.Reverts.Count, "key")
            : Listed(plan.Reverts, one => now ? $"{one.Key} = {Cut(one.Observed ?? "nothing")}" : one.Key);

    private static string Values(Plan plan, bool isRestrained) =>
        isRestrained ? "what was there before" : Listed(plan.Reverts, one => Cut(one.Value));

    private static string Before(Plan plan) => plan.Targets.Count > 0 ? plan.FailingTag : "what is set now";

    private static string After(Plan plan) => plan.Targets.Count > 0 ? plan.TargetTag : "what was there before";

    private static string Listed(IReadOnlyList<PlanRevert> reverts, Func<PlanRevert, string> words) =>
        string.Join(", ", reverts.Take(KeysNamed).Select(words))
        + (reverts.Count > KeysNamed ? FormattableString.Invariant($" and {reverts.Count - KeysNamed} more") : "");

    private static string Cut(string value) => value.Length <= LongestValue ? value : $"{value[..LongestValue]}…";

    private static string Measured(IReadOnlyList<Check> checks, string name) =>
        checks.FirstOrDefault(check => check.Name == name)?.Measured ?? NotMeasured;
}
