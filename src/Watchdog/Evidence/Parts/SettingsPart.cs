using System.Globalization;
using Mcpx.Domain.Evidence;
using Mcpx.Domain.Incidents;

namespace Mcpx.Watchdog.Evidence.Parts;

/// <summary>What was set before and during the incident, before and after; of a secret only a digest (runbook sections 7 and 11).</summary>
internal sealed class SettingsPart : IEvidencePart
{
    public IReadOnlyList<string> Lines => [EvidenceLines.Settings];

    public bool IsMeasured => true;

    public void Add(string line, EvidencePack pack, EvidenceCase about)
    {
        var from = about.Incident.Onset - (about.Options?.Attribution.Horizon ?? TimeSpan.FromMinutes(60));
        var changes = about
            .Environment.Changes.Where(change =>
                change.Kind is not ChangeKind.Deployment && change.At >= from && change.At <= about.To
            )
            .ToList();
        if (changes.Count == 0)
        {
            pack.None(line, $"nothing was set since {Time(from)}, as far as audit and polls tell");
            return;
        }

        const string source = "journal: the portal's audit and polls of its configuration, secrets as digests";
        pack.AddText(
            line,
            "changes.csv",
            source,
            text =>
            {
                CsvText.Row(
                    text,
                    "at",
                    "kind",
                    "key",
                    "before",
                    "after",
                    "by",
                    "audit_event_or_request_id",
                    "target_role"
                );
                foreach (var one in changes)
                {
                    CsvText.Row(text, one.At, one.Kind, one.Key, one.Before, one.After, one.By, one.Id, one.TargetRole);
                }
            }
        );
        pack.AddText(
            line,
            "changes.md",
            source,
            text =>
            {
                text.Write($"# Config and flag changes in {about.Incident.Environment}, before and after\n\n");
                MarkdownText.Head(text, "Time", "Kind", "Key", "Before", "After", "By", "AuditEvent or request id");
                foreach (var one in changes)
                {
                    MarkdownText.Row(
                        text,
                        one.NotBefore is { } earliest ? $"{Time(earliest)} to {Time(one.At)}" : Time(one.At),
                        one.Kind.ToString(),
                        one.Key,
                        one.Before ?? "not known, or none",
                        one.After ?? "removed",
                        one.By,
                        one.Id
                    );
                }
            }
        );
        pack.AddJson(line, "changes.json", source, changes);
    }

    private static string Time(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
