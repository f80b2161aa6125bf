using Mcpx.Domain.Incidents;

namespace Mcpx.Domain.Silences;

/// <summary>Which messages there are, and which of them a silence keeps back.</summary>
public static class MessageKinds
{
    private const string PagePrefix = "page-";

    /// <summary>An approved rollback starts (runbook section 4).</summary>
    public const string Start = "start";

    /// <summary>It restored the environment (runbook section 6).</summary>
    public const string Success = "success";

    /// <summary>It came to its end without a part that people left out; told in place of <see cref="Success"/>.</summary>
    public const string CompleteInPart = "complete-in-part";

    /// <summary>It stopped at a step.</summary>
    public const string Failure = "failure";

    /// <summary>It ended, or stands, with some of it restored and some not.</summary>
    public const string Partial = "partial";

    /// <summary>People ended it before its end.</summary>
    public const string Aborted = "aborted";

    /// <summary>People or the watchdog paused it, or let it go on.</summary>
    public const string Paused = "paused";

    /// <summary>A person approved the plan.</summary>
    public const string Approved = "approved";

    /// <summary>All steps are done; readings are watched.</summary>
    public const string Stabilising = "stabilising";

    /// <summary>Readings stayed within their limits after a rollback: it is over.</summary>
    public const string Stabilised = "stabilised";

    /// <summary>A dry run came to its end.</summary>
    public const string DryRun = "dry-run";

    /// <summary>One step began or ended: a line for who follows the run.</summary>
    public const string Step = "step";

    /// <summary>Something is wrong and nothing can be proposed.</summary>
    public const string Investigate = "investigate";

    /// <summary>A rollback waits for a person.</summary>
    public const string Proposed = "proposed";

    /// <summary>Nobody has answered yet.</summary>
    public const string Unanswered = "unanswered";

    /// <summary>The proposal was taken back.</summary>
    public const string Voided = "voided";

    /// <summary>A person decided against it.</summary>
    public const string Rejected = "rejected";

    /// <summary>A person put it off.</summary>
    public const string Snoozed = "snoozed";

    /// <summary>A fresh decision is asked for.</summary>
    public const string AskedAgain = "asked-again";

    /// <summary>Readings recovered by themselves.</summary>
    public const string Withdrawn = "withdrawn";

    /// <summary>A person took the proposal that people are called for.</summary>
    public const string Acknowledged = "acknowledged";

    /// <summary>A person said how grave it is.</summary>
    public const string Severity = "severity";

    /// <summary>Somebody else has a role.</summary>
    public const string HandedOver = "handed-over";

    /// <summary>A forward hotfix was reviewed, or may pass the freeze.</summary>
    public const string Hotfix = "hotfix";

    /// <summary>A person allowed deploys in spite of the incident.</summary>
    public const string Unfrozen = "unfrozen";

    /// <summary>A person closed the incident.</summary>
    public const string Closed = "closed";

    /// <summary>Messages of a run that people approved: whoever changes an environment says so, however quiet it is kept.</summary>
    public static IReadOnlyList<string> NeverMuted { get; } =
    [
        Start,
        Success,
        CompleteInPart,
        Failure,
        Partial,
        Aborted,
        Paused,
        Approved,
        Stabilising,
        Stabilised,
        DryRun,
        Step,
    ];

    /// <summary>Messages that a step of the run sends itself; each once a plan, whoever comes first.</summary>
    public static IReadOnlyList<string> Once { get; } = [Start, Success, CompleteInPart];

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

    /// <summary>Somebody is called by a mention.</summary>
    /// <param name="call">Which call of the incident, from 1.</param>
    public static string Page(int call) => FormattableString.Invariant($"{PagePrefix}{call}");

    /// <summary>Whether a message is a call by mention.</summary>
    public static bool IsPage(string kind)
    {
        ArgumentNullException.ThrowIfNull(kind);
        return kind.StartsWith(PagePrefix, StringComparison.Ordinal);
    }
}
