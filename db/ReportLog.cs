using System.Security.Cryptography;
using System.Text;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Rca;

namespace Mcpx.Db;

/// <summary>
/// Keeps versions of reports: the document is stored first, so that the journal never names one that is not there. What was measured
/// is written anew into each; people add their words.
/// </summary>
public sealed class ReportLog(Store store, RcaReader reader, IncidentLog incidents)
{
    /// <summary>Writes, reviews or publishes.</summary>
    /// <param name="id">The incident.</param>
    /// <param name="stage">What becomes of the report.</param>
    /// <param name="basis">The newest version the person saw; 0 for none.</param>
    /// <param name="words">What they wrote; null where they only review or publish.</param>
    /// <param name="comment">What the reviewer says.</param>
    /// <param name="by">Who.</param>
    public CommandOutcome Keep(string id, ReportStage stage, int basis, ReportWords? words, string comment, Actor by)
    {
        if (reader.Read(id, words) is not { } report)
        {
            return new(Incident: null, new(RefusalKind.Unknown, "There is no such incident."));
        }

        var markdown = store.Redaction.Redact(RcaMarkdown.Write(report));
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(markdown)));
        return incidents.Execute(
            id,
            new IncidentCommand.KeepReport(stage, basis, words ?? report.Words, comment, sha256),
            by,
            keep: () => store.Reports.Add(id, sha256, markdown)
        );
    }

    /// <summary>Every kept version, oldest first.</summary>
    public IReadOnlyList<ReportVersion> Versions(string id) =>
        [
            .. store
                .Journal.Read(Streams.Incident(id))
                .Where(entry => entry.Event is ReportKept)
                .Select(entry => new ReportVersion((ReportKept)entry.Event, entry.Actor, entry.At)),
        ];

    /// <summary>The document of a version; null when there is no such version.</summary>
    public string? Document(string id, int version) =>
        Versions(id).FirstOrDefault(one => one.Kept.Version == version) is { } found
            ? store.Reports.Find(id, found.Kept.Sha256)
            : null;
}
