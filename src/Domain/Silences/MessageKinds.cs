using Mcpx.Domain.Incidents;

namespace Mcpx.Domain.Silences;

/// <summary>Which messages there are, and which of them a silence keeps back.</summary>
public static class MessageKinds
{
    /// <summary>An approved rollback starts (runbook section 4).</summary>
    public const string Start = "start";

    /// <summary>It restored the environment (runbook section 6).</summary>
    public const string Success = "success";

    /// <summary>It stopped at a step.</summary>
    public const string Failure = "failure";

    /// <summary>Messages of a run that people approved: whoever changes an environment says so, however quiet it is kept.</summary>
    public static IReadOnlyList<string> NeverMuted { get; } = [Start, Success, Failure];

    /// <summary>
    /// Whether a message on an incident is kept back: never one of an approved run; any other while every trigger of the
    /// incident is silenced.
    /// </summary>
    /// <param name="kind">Which message.</param>
    /// <param name="incident">What it is about.</param>
    /// <param name="silences">The environment's silences.</param>
    /// <param name="now">When.</param>
    public static MuteAnswer Ask(string kind, Incident incident, SilenceBook silences, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(incident);
        ArgumentNullException.ThrowIfNull(silences);
        if (NeverMuted.Contains(kind))
        {
            return new(By: null, "messages of an approved rollback are never muted");
        }

        var answers = incident
            .Breaches.Select(breach => breach.Trigger)
            .Distinct(StringComparer.Ordinal)
            .Select(trigger => silences.Mutes(trigger, now))
            .ToList();
        return answers.Find(answer => !answer.Muted) ?? answers.FirstOrDefault() ?? silences.Mutes(trigger: null, now);
    }
}
