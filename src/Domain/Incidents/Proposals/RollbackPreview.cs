using Mcpx.Domain.Journal;
using Mcpx.Domain.Rollback;

namespace Mcpx.Domain.Incidents;

/// <summary>What would be proposed if somebody asked for a rollback now. Nothing is written down.</summary>
/// <param name="Plan">What would be done, with the number it would have; null when nothing would be proposed.</param>
/// <param name="Why">Why it would be proposed, or why not.</param>
/// <param name="Incident">The incident as it would stand; null when the asking would be refused.</param>
public sealed record RollbackPreview(Plan? Plan, string Why, Incident? Incident)
{
    /// <summary>Looks ahead.</summary>
    /// <param name="facts">What is known now; of the picture only the instances' tags count.</param>
    /// <param name="command">What would be declared.</param>
    /// <param name="by">By whom.</param>
    public static RollbackPreview Of(CareFacts facts, IncidentCommand.Declare command, Actor by)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(command);
        var open = facts.State.OpenIncident(facts.Environment);
        var decided = IncidentDecision.Decide(open, command, by, facts.Now);
        if (decided.Refusal is { } refusal)
        {
            return new(Plan: null, refusal.Text, Incident: null);
        }

        var incident = decided.Events.Aggregate(
            open,
            (state, happened) =>
                IncidentFold.Evolve(state, new(0, Streams.Incident(command.Incident), 0, facts.Now, by, happened))
        )!;
        var underWay =
            incident.Status is IncidentStatus.Approved or IncidentStatus.RollingBack or IncidentStatus.Failed
            || incident is { Status: IncidentStatus.Stabilising, Wish: null };
        if (underWay && incident.Proposal is { } under)
        {
            return new(under.Plan, under.Reason, incident);
        }

        var question = new Question(facts, incident);
        return Next(question, incident) is { } plan
            ? new(plan, question.Propose(plan).Reason, incident)
            : new(Plan: null, question.Advice, incident);
    }

    /// <summary>The standing plan where it does the same, so that its hash is the one people see; else the next.</summary>
    private static Plan? Next(Question question, Incident incident) =>
        incident is { Status: IncidentStatus.Proposed, Proposal: { } proposal }
        && question.Plan(proposal.Plan.Version) is { } same
        && PlanHash.Of(same) == proposal.PlanHash
            ? same
            : question.Plan(incident.Plans + 1);
}
