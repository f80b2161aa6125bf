using System.Text;
using System.Text.Json;
using Mcpx.Db;
using Mcpx.Domain;
using Mcpx.Domain.Access;
using Mcpx.Domain.Comms;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Parity;
using Mcpx.Domain.Releases;
using Mcpx.Domain.Silences;

namespace Mcpx.Dashboard.Components.Feed;

/// <summary>An entry of the journal for a person.</summary>
/// <param name="Who">Who did it, in which role; "not kept" where the body is gone.</param>
/// <param name="What">What happened.</param>
/// <param name="Readable">Whether the body was there and could be read.</param>
internal sealed record AuditLine(string Who, string What, bool Readable)
{
    /// <summary>Whether its words hold a text, in whatever case.</summary>
    public bool Holds(string text) =>
        What.Contains(text, StringComparison.OrdinalIgnoreCase)
        || Who.Contains(text, StringComparison.OrdinalIgnoreCase);
}

/// <summary>Every entry of the journal in words, the watchdog's own bookkeeping too: an audit leaves nothing out.</summary>
internal static class AuditWords
{
    private const string Nobody = "not kept";

    /// <summary>Reads an entry; one that cannot be read says so.</summary>
    public static AuditLine Of(JournalRow row)
    {
        if (row.Body is not { } body)
        {
            return new(
                Nobody,
                row.PurgedBy is { } purge
                    ? $"{Spaced(row.Type)}: purged after retention by entry {purge}"
                    : $"{Spaced(row.Type)}: the body is not there, and no purge removed it",
                Readable: false
            );
        }

        try
        {
            var entry = EventBody.Read(row.Position, body.Span);
            return new(TimelineWords.WhoOf(entry.Actor), Text(entry), Readable: true);
        }
        catch (JsonException)
        {
            return new(Nobody, $"{Spaced(row.Type)}: the body is none that this version can read", Readable: false);
        }
    }

    /// <summary>A type's name as words: "Rollback approved".</summary>
    public static string Spaced(string type)
    {
        var text = new StringBuilder(type.Length + 4);
        foreach (var c in type)
        {
            if (char.IsAsciiLetterUpper(c) && text.Length > 0)
            {
                text.Append(' ').Append(char.ToLowerInvariant(c));
            }
            else
            {
                text.Append(c);
            }
        }

        return text.ToString();
    }

    private static string Text(JournalEntry entry) =>
        entry.Event switch
        {
            // Its title stands in the plan, which is another entry.
            StepStarted e => $"Step {e.Number} started",
            var e => TimelineWords.Of([entry]) is [{ } line] ? line.Text : EventWords.Text(entry) ?? Own(e),
        };

    /// <summary>What no list of the other pages shows.</summary>
    private static string Own(IEvent happened) =>
        happened switch
        {
            ChangeSeen { Change: var change } => ChangeWords.Of(change),
            SettingReverted e =>
                $"{e.Key} set back from {ChangeWords.Value(e.Before)} to {ChangeWords.Value(e.After)} by {e.Incident}",
            ParityReported { Report: var report } => $"Parity compared: {report.Sentence}",
            IncidentBegan e => $"{e.Incident} began",
            IncidentEnded e => $"{e.Incident} ended",
            StepReported e => $"Step {e.Number} wrote {Words.Of(e.Lines.Count, "line")} of output",
            DecisionNoted e => $"What was read at the decision was kept: {Words.Of(e.Readings.Count, "reading")}",
            PromotionBypassed e =>
                $"{e.Tag} came to {e.Component} past the promotion policy, deployment {e.Deployment}",
            PromotionSettled e => $"Deployment {e.Deployment} may stand: {e.Reason}",
            QuarantineLifted e => $"{e.Tag} on {e.Component} may come back: {e.Reason}",
            BakeMarked e => $"{e.Tag} on {e.Component} has lived through {SilenceWords.Span(e.Lived)} of its bake",
            DrillAsked e => $"Drill of {e.Component} to {e.Tag ?? "its LKG"} asked for",
            ChannelTestAsked e => $"{e.Id}: a test message to the channels is asked for",
            ChannelTestHeld e =>
                $"{e.Id}: {string.Join("; ", e.Answers.Select(answer => $"{answer.Channel} {(answer.Fault is null ? "took it" : $"did not, {answer.Fault}")}"))}",
            KeyCreated e =>
                $"API key {e.Name} made for {string.Join(", ", e.Scopes)}, {(e.Environments.Count == 0 ? "every environment" : string.Join(", ", e.Environments))}, until {e.ExpiresAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC",
            KeyRevoked e => $"API key {e.Name} revoked: {e.Reason}",
            ReleaseRegistered { Release: var release } => $"Release {release.Tag} registered",
            RosterSeen e =>
                $"On: {string.Join(", ", e.On.Select(on => $"{TimelineWords.RoleName(on.Role)} {on.Name}"))}"
                    + (e.Warning is { } warning ? $". {warning}" : ""),
            ReleaseLooked e =>
                $"Folder of release {e.Tag} looked at: evidence {e.Look.Evidence.ToString().ToLowerInvariant()}",
            _ => Spaced(happened.GetType().Name),
        };
}
