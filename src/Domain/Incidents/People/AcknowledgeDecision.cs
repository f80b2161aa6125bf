using Mcpx.Domain.Comms;

namespace Mcpx.Domain.Incidents;

/// <summary>Decides who may take a proposal that people are called for, so that nobody else is called.</summary>
public static class AcknowledgeDecision
{
    internal static Decided Decide(Incident state, Actor by) =>
        MayAcknowledge(by) is { } refusal ? new([], refusal)
        : state is not { Status: IncidentStatus.Proposed, AsksToUndo: false, Paging: { } chain }
            ? IncidentDecision.NotNow(state, "be acknowledged: nobody is called")
        : chain.IsOver ? Decided.Already
        : Decided.Accept(new Acknowledged());

    /// <summary>
    /// Why this one may not; null when they may. Whoever acknowledges stops the calls, so it is one who may decide, or nobody who may
    /// would come.
    /// </summary>
    /// <param name="by">Who.</param>
    public static Refusal? MayAcknowledge(Actor by)
    {
        ArgumentNullException.ThrowIfNull(by);
        return RunDecision.MayCommand(by) && by.Role != Role.Watchdog
            ? null
            : new(
                RefusalKind.Role,
                $"{TimelineWords.RoleName(by.Role)} may not acknowledge. It takes Incident Commander, Deputy or Decision Owner."
            );
    }
}
