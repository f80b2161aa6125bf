using Mcpx.Dashboard.Api;
using Mcpx.Dashboard.Auth;
using Mcpx.Dashboard.Auth.Access;
using Mcpx.Dashboard.Store;
using Mcpx.Db;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;

namespace Mcpx.Dashboard.Slack;

/// <summary>
/// Carries out what somebody pressed in Slack, as the person they are here. The table of who may what and the domain decide as for a call
/// of the API; what comes on top is that the message must be of the plan that stands, and that Slack proves no fresh sign-in.
/// </summary>
internal sealed class SlackAnswering(
    SlackMode mode,
    SignInMode signIn,
    StoreFollower follower,
    IncidentLog log,
    ILogger<SlackAnswering> logger
)
{
    private const int Attempts = 3;

    /// <summary>Does it.</summary>
    /// <returns>What the person reads.</returns>
    public string Answer(SlackAction action)
    {
        var options = follower.State.Configuration?.Options ?? new();
        if (options.People.FirstOrDefault(person => person.SlackId == action.User) is not { } known)
        {
            return $"Nobody here is known as {action.User} in Slack, so nothing was done. Whoever runs the watchdog adds it to Watchdog:People.";
        }

        var person = new Person(known.Name, known.Name, [known.Role.ToString()]) { AlsoKnownAs = known.AlsoKnownAs };
        var outcome = Answer(action, person, options);
        Log.Answered(logger, action.Question.Incident, person.Id, outcome);
        return outcome;
    }

    private string Answer(SlackAction action, Person person, WatchdogOptions options)
    {
        var (id, hash) = (action.Question.Incident, action.Question.PlanHash);
        for (var attempt = 1; ; attempt++)
        {
            if (log.Find(id) is not { } incident)
            {
                return $"There is no incident {id}.";
            }

            if (incident.Proposal?.PlanHash != hash)
            {
                return $"The plan changed since this message, so nothing was done. Answer the newest one, or at {Page(options, id)}";
            }

            if (Refusal(action, person, incident, options) is { } refusal)
            {
                return refusal;
            }

            var by = ActorOf.From(person, IncidentEndpoints.Wanted(incident));
            var before = incident.Approvals.Count;
            // A rejection names no plan: it counts for the very state that was looked at.
            var outcome = action.Approves
                ? log.Execute(id, new IncidentCommand.Approve(hash), by)
                : log.Execute(id, new IncidentCommand.Reject(action.Reason), by, incident.Version);
            if (outcome.Refusal is not null && log.Find(id)?.Version != incident.Version && attempt < Attempts)
            {
                continue;
            }

            return outcome.Refusal is { } refused ? refused.Text : Done(action, by, outcome.Incident!, before);
        }
    }

    private string? Refusal(SlackAction action, Person person, Incident incident, WatchdogOptions options) =>
        AccessTable.Refusal(action.Approves ? Act.Approve : Act.Decline, person)
        ?? (
            action.Approves
            && signIn.UsesProvider
            && signIn.Options.StepUp.Covers(incident.Environment)
            && !mode.Options.ApproveWithoutStepUp.Contains(incident.Environment)
                ? $"To approve in {incident.Environment} takes a fresh sign-in, which Slack cannot prove. Approve at {Page(options, incident.Id)}"
                : null
        );

    private string Done(SlackAction action, Actor by, Incident incident, int before)
    {
        if (action.Approves && incident.Approvals.Count == before)
        {
            return "You approved this plan already.";
        }

        log.Execute(
            incident.Id,
            new IncidentCommand.Note($"{(action.Approves ? "Approved" : "Rejected")} from Slack, as {action.User}."),
            by
        );
        return !action.Approves ? $"Rejected. {incident.Id} stays open."
            : incident.Decision is not null ? "Approved. The rollback begins at once."
            : "Approved. It takes another person's approval as well.";
    }

    private static string Page(WatchdogOptions options, string id) =>
        $"{options.DashboardAddress.TrimEnd('/')}/incidents/{Uri.EscapeDataString(id)}";
}
