using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;

namespace Mcpx.Domain.Rca;

/// <summary>What people write into a report; what was measured they cannot touch.</summary>
/// <param name="RootCause">Why it happened; empty while nobody knows.</param>
/// <param name="Factors">What made it likelier or worse.</param>
/// <param name="FollowUps">What is to be done.</param>
public sealed record ReportWords(string RootCause, IReadOnlyList<string> Factors, IReadOnlyList<FollowUp> FollowUps)
{
    /// <summary>Nothing is written yet.</summary>
    public static ReportWords None { get; } = new("", [], []);

    /// <summary>Whether they say the same.</summary>
    public bool SameAs(ReportWords other) =>
        other is not null
        && RootCause == other.RootCause
        && Factors.SequenceEqual(other.Factors)
        && FollowUps.SequenceEqual(other.FollowUps);
}

/// <summary>Something to be done after an incident.</summary>
/// <param name="What">What.</param>
/// <param name="Owner">Who sees to it.</param>
/// <param name="Due">Until when.</param>
public sealed record FollowUp(string What, string Owner, DateOnly Due);

/// <summary>How far a report has come.</summary>
public enum ReportStage
{
    /// <summary>Somebody wrote it.</summary>
    Draft,

    /// <summary>Another person read it and agrees.</summary>
    Reviewed,

    /// <summary>It is the incident's report.</summary>
    Published,
}

/// <summary>A version of the report was kept, as a document that does not change any more.</summary>
/// <param name="Version">Counts the versions, from 1.</param>
/// <param name="Stage">How far it has come.</param>
/// <param name="Words">What people wrote.</param>
/// <param name="Comment">What the reviewer says; empty otherwise.</param>
/// <param name="Sha256">Digest of the document as Markdown, lower-case hexadecimal.</param>
public sealed record ReportKept(int Version, ReportStage Stage, ReportWords Words, string Comment, string Sha256)
    : IEvent;

/// <summary>A follow-up became an issue.</summary>
/// <param name="What">The follow-up.</param>
/// <param name="Address">Where the issue is.</param>
public sealed record FollowUpFiled(string What, string Address) : IEvent;

/// <summary>A kept version.</summary>
/// <param name="Kept">What was kept.</param>
/// <param name="By">Who kept it.</param>
/// <param name="At">When.</param>
public sealed record ReportVersion(ReportKept Kept, Actor By, DateTimeOffset At);

/// <summary>Decides who writes, reviews and publishes a report, each on the newest version (runbook section 10).</summary>
internal static class ReportWriting
{
    private const int MostLines = 50;
    private const int LongestLine = 500;

    public static Decided Decide(Incident state, IncidentCommand.KeepReport command, Actor by)
    {
        var newest = state.Report;
        if (newest?.Kept.Version != command.Basis && (newest is not null || command.Basis != 0))
        {
            return Decided.Refuse(
                RefusalKind.StalePlan,
                newest is null
                    ? $"The report of {state.Id} has no version yet."
                    : $"{newest.By.Name} kept version {newest.Kept.Version} of the report meanwhile. Read it first."
            );
        }

        return command.Stage switch
        {
            ReportStage.Draft => Write(command, by, newest),
            ReportStage.Reviewed => Review(command, by, newest),
            _ => Publish(state, command, by, newest),
        };
    }

    private static Decided Write(IncidentCommand.KeepReport command, Actor by, ReportVersion? newest) =>
        by.Role is Role.Auditor or Role.Viewer or Role.Deployer or Role.Watchdog
            ? Decided.Refuse(RefusalKind.Role, $"{TimelineWords.RoleName(by.Role)} may not write a report.")
        : Problem(command.Words) is { } problem ? Decided.Refuse(RefusalKind.Invalid, problem)
        : newest is { Kept.Stage: ReportStage.Draft } && newest.Kept.Words.SameAs(command.Words) ? Decided.Already
        : Keep(command, command.Words);

    /// <summary>Four eyes: who wrote the newest draft does not review it.</summary>
    private static Decided Review(IncidentCommand.KeepReport command, Actor by, ReportVersion? newest) =>
        by.Role is Role.Viewer or Role.Deployer or Role.Watchdog
            ? Decided.Refuse(RefusalKind.Role, $"{TimelineWords.RoleName(by.Role)} may not review a report.")
        : newest is not { Kept.Stage: ReportStage.Draft }
            ? Decided.Refuse(RefusalKind.NotNow, "There is no draft to review.")
        : by.IsSameAs(newest.By)
            ? Decided.Refuse(RefusalKind.Role, $"{by.Name} wrote this draft: another person reviews it.")
        : newest.Kept.Words.RootCause.Length == 0
            ? Decided.Refuse(RefusalKind.Invalid, "rootCause: a report without a root cause is not reviewed.")
        : command.Comment.Length > IncidentDecision.LongestNote
            ? Decided.Refuse(RefusalKind.Invalid, $"comment: has at most {IncidentDecision.LongestNote} characters.")
        : Keep(command, newest.Kept.Words);

    private static Decided Publish(
        Incident state,
        IncidentCommand.KeepReport command,
        Actor by,
        ReportVersion? newest
    ) =>
        by.Role is not (Role.IncidentCommander or Role.Deputy or Role.DecisionOwner)
            ? Decided.Refuse(RefusalKind.Role, $"{TimelineWords.RoleName(by.Role)} may not publish a report.")
        : state.IsOpen ? Decided.Refuse(RefusalKind.NotNow, $"{state.Id} is still {state.Status}.")
        : newest is not { Kept.Stage: ReportStage.Reviewed }
            ? Decided.Refuse(RefusalKind.NotNow, "Only a reviewed report is published.")
        : Keep(command, newest.Kept.Words);

    private static Decided Keep(IncidentCommand.KeepReport command, ReportWords words) =>
        Decided.Accept(new ReportKept(command.Basis + 1, command.Stage, words, command.Comment.Trim(), command.Sha256));

    private static string? Problem(ReportWords words) =>
        words.RootCause.Length > IncidentDecision.LongestNote
            ? $"rootCause: has at most {IncidentDecision.LongestNote} characters."
        : words.Factors.Count > MostLines || words.FollowUps.Count > MostLines
            ? $"factors and followUps: at most {MostLines} each."
        : words.Factors.FirstOrDefault(line => !IsLine(line)) is { } factor
            ? $"factors = {factor}: has 1 to {LongestLine} characters."
        : words.FollowUps.FirstOrDefault(one => !IsLine(one.What) || !IsLine(one.Owner)) is { } followUp
            ? $"followUps = {followUp.What}, {followUp.Owner}: what and owner have 1 to {LongestLine} characters each."
        : null;

    private static bool IsLine(string text) => !string.IsNullOrWhiteSpace(text) && text.Length <= LongestLine;
}
