using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;

namespace Mcpx.Domain.Learning;

/// <summary>A person says, with hindsight, whether what was proposed last was right. The newest word counts.</summary>
/// <param name="PlanHash">Which proposal.</param>
/// <param name="Right">Whether it was.</param>
/// <param name="Text">Why; may be empty.</param>
public sealed record ProposalLabelled(string PlanHash, bool Right, string Text) : IEvent;

/// <summary>Decides who labels a proposal.</summary>
internal static class Labelling
{
    public static Decided Decide(Incident state, IncidentCommand.Label command, Actor by) =>
        by.Role is Role.Viewer or Role.Deployer or Role.Watchdog
            ? Decided.Refuse(RefusalKind.Role, $"{TimelineWords.RoleName(by.Role)} may not label a proposal.")
        : state.Proposal is not { } proposal
            ? Decided.Refuse(RefusalKind.NotNow, $"{state.Id} has no proposal to label.")
        : command.Text.Length > IncidentDecision.LongestNote
            ? Decided.Refuse(RefusalKind.Invalid, $"text: has at most {IncidentDecision.LongestNote} characters.")
        : state.Label is { } known && known.PlanHash == proposal.PlanHash && known.Right == command.Right
            ? Decided.Already
        : Decided.Accept(new ProposalLabelled(proposal.PlanHash, command.Right, command.Text.Trim()));
}
