using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Incidents;

/// <summary>
/// Decides what a declaration adds that also asks for a rollback. It never stands against a person's no, nor changes what is
/// approved; the same again, or what is being done already, adds nothing.
/// </summary>
internal static class WishDecision
{
    public static Decided Add(Incident? state, Decided declared, IncidentCommand.Declare command, Actor by)
    {
        if (declared.Refusal is not null)
        {
            return declared;
        }

        if (command.Component is not (Component.Api or Component.Web))
        {
            return Decided.Refuse(
                RefusalKind.Invalid,
                $"{command.Component} cannot be rolled back. It takes Api or Web."
            );
        }

        var wanted = new RollbackWanted(command.Component, command.Tag, command.Reason.Trim());
        return state is null ? Decided.Accept([.. declared.Events, wanted])
            : IsWanted(state, command) || IsBeingDone(state, command) ? declared
            : state.DryRunAt is not null
                ? IncidentDecision.NotNow(state, "take another rollback: execution is a dry run, which was done")
            : state.Status switch
            {
                IncidentStatus.Investigating or IncidentStatus.Proposed or IncidentStatus.Stabilising =>
                    Decided.Accept([.. declared.Events, wanted]),
                IncidentStatus.Rejected or IncidentStatus.Aborted => AskAgain(state, declared, wanted, by),
                _ => IncidentDecision.NotNow(state, "take another rollback: end this one first"),
            };
    }

    /// <summary>Whether the same was asked for and still stands.</summary>
    private static bool IsWanted(Incident state, IncidentCommand.Declare command) =>
        state.Wish is { } wish && wish.Component == command.Component && wish.Tag == command.Tag;

    /// <summary>Whether what is approved, runs, failed or was just done is what is asked for.</summary>
    private static bool IsBeingDone(Incident state, IncidentCommand.Declare command) =>
        state.Status
            is IncidentStatus.Approved
                or IncidentStatus.RollingBack
                or IncidentStatus.Failed
                or IncidentStatus.Stabilising
        && state.Proposal is { Plan.Undoes: null } proposal
        && proposal.Plan.Targets.Any(target =>
            target.Component == command.Component && (command.Tag is null || target.TargetTag == command.Tag)
        );

    /// <summary>After a person's no, or an aborted run, only who may lead a run asks anew.</summary>
    private static Decided AskAgain(Incident state, Decided declared, RollbackWanted wanted, Actor by) =>
        by.Role != Role.Watchdog && RunDecision.MayCommand(by)
            ? Decided.Accept([.. declared.Events, new DecisionAsked(wanted.Reason), wanted])
            : IncidentDecision.NotNow(
                state,
                $"take another rollback from {TimelineWords.RoleName(by.Role)}: a person decided against it"
            );
}
