namespace Mcpx.Domain.Incidents;

/// <summary>
/// Who may keep an incident's entries beyond their retention, and let them go again. Before and after the incident's end: a
/// question from outside comes when it comes.
/// </summary>
public static class HoldDecision
{
    /// <summary>Null when the command is none of these.</summary>
    internal static Decided? Decide(Incident state, IncidentCommand command, Actor by) =>
        command switch
        {
            IncidentCommand.Hold c => Permitted(by) ?? Place(state, c.Reason),
            IncidentCommand.LiftHold c => Permitted(by) ?? Lift(state, c.Reason),
            _ => null,
        };

    /// <summary>Why this one may not decide on a hold; null when they may.</summary>
    /// <param name="by">Who.</param>
    public static Refusal? MayDecide(Actor by)
    {
        ArgumentNullException.ThrowIfNull(by);
        return by.Role is Role.DecisionOwner or Role.Auditor
            ? null
            : new(
                RefusalKind.Role,
                $"{TimelineWords.RoleName(by.Role)} may not decide on a legal hold. It takes Decision Owner or Auditor."
            );
    }

    private static Decided? Permitted(Actor by) => MayDecide(by) is { } refusal ? new([], refusal) : null;

    private static Decided Place(Incident state, string reason) =>
        Unsound(reason) is { } unsound ? unsound
        : state.Purged is not null
            ? Decided.Refuse(RefusalKind.NotNow, $"{state.Id} was purged; there is nothing left to hold.")
        : state.Hold is not null ? Decided.Already
        : Decided.Accept(new HoldPlaced(reason.Trim()));

    private static Decided Lift(Incident state, string reason) =>
        Unsound(reason) is { } unsound ? unsound
        : state.Hold is null ? Decided.Already
        : Decided.Accept(new HoldLifted(reason.Trim()));

    private static Decided? Unsound(string reason) =>
        string.IsNullOrWhiteSpace(reason) || reason.Length > IncidentDecision.LongestNote
            ? Decided.Refuse(
                RefusalKind.ReasonMissing,
                $"A legal hold needs a reason of 1 to {IncidentDecision.LongestNote} characters."
            )
            : null;
}
