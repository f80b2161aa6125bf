using Mcpx.Db;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Parity;
using Mcpx.Domain.Rca;
using Mcpx.Domain.Rollback;

namespace Mcpx.Watchdog.Evidence;

/// <summary>
/// Builds an incident's evidence pack (runbook section 11) from journal and samples, stores it and writes its digest into
/// the journal. What cannot be had is listed as missing; a pack that fails never stops a rollback.
/// </summary>
internal sealed class EvidenceSealing(
    Store store,
    JournalTail tail,
    IncidentLog incidents,
    RcaReader rca,
    BrowserEvidence browser,
    TimeProvider time,
    ILogger<EvidenceSealing> log
)
{
    /// <summary>Seals the next part.</summary>
    /// <returns>A line that says what was sealed, or that it was not.</returns>
    public string Seal(string id)
    {
        try
        {
            var incident = tail.CatchUp().Incidents[id];
            var pack = Collect(incident);
            var part = store.Evidence.NextPart(id);
            var zip = pack.Write(id, incident.Environment, part, time.GetUtcNow());
            var digest = EvidencePack.Hash(zip);
            store.Evidence.Add(id, part, digest, zip);
            incidents.Record(
                id,
                new EvidenceSealed(
                    part,
                    digest,
                    zip.Length,
                    pack.Count,
                    [.. pack.Missing.Select(missing => $"{missing.What}: {missing.Why}")]
                ),
                Actor.Watchdog
            );
            return $"evidence part {part} sealed, {pack.Count} files, {pack.Missing.Count} missing";
        }
        catch (Exception problem)
            when (problem is Microsoft.Data.Sqlite.SqliteException or IOException or TimeoutException)
        {
            Log.NotSealed(log, id, problem);
            return $"evidence not sealed: {problem.Message}";
        }
    }

    private EvidencePack Collect(Incident incident)
    {
        var pack = new EvidencePack();
        var state = tail.Current;
        var report = rca.Read(incident.Id)!;
        pack.AddText("decision-note.md", DecisionNote.Write(incident), "journal");
        pack.AddText("rca.md", RcaMarkdown.Write(report), "journal and samples");
        pack.AddJson("incident.json", incident, "journal");
        pack.AddJson("deployments.json", state.Environment(incident.Environment).Deployments, "journal");
        pack.AddJson(
            "changes.json",
            state.Environment(incident.Environment).Changes,
            "journal: the portal's audit and polls of its configuration, secrets as digests"
        );
        if (state.Environment(incident.Environment).Parity is { } parity)
        {
            pack.AddText("parity.md", ParityMarkdown.Write(incident.Environment, parity), "journal");
            pack.AddText("parity.json", ParityJson.Write(incident.Environment, parity), "journal");
        }

        if (incident.Proposal is { } proposal)
        {
            pack.AddJson("plan.json", proposal.Plan, "journal");
            if (state.Releases.TryGetValue(proposal.Plan.TargetTag, out var lkg))
            {
                pack.AddJson("lkg.json", lkg, "release manifest, with the link to its evidence pack");
            }
        }

        AddSteps(pack, incident);
        AddReadings(pack, incident, report);
        AddFailedCalls(pack, incident);
        browser.Add(pack, incident);
        foreach (var (sha256, kind, content) in store.Pictures.Of(incident.Id))
        {
            pack.AddBytes($"attestations/{sha256}.{kind}", content, "a person's screenshot");
        }

        pack.AddText(
            "journal.jsonl",
            string.Concat(store.Journal.Links(Streams.Incident(incident.Id)).Select(ChainLine.Write)),
            "journal, bodies as hashed"
        );
        pack.Miss(
            "Metric pictures, Executive and SSE Health",
            "pictures are not rendered yet; their data is in readings/"
        );
        pack.Miss("Incident ticket", "no ticket system is configured");
        return pack;
    }

    private static void AddSteps(EvidencePack pack, Incident incident)
    {
        foreach (var step in incident.Steps.Where(step => step.StartedAt is not null))
        {
            pack.AddJson(
                FormattableString.Invariant($"steps/{step.Step.Number:00}-{step.Step.Kind}.json"),
                new
                {
                    step.Step.Title,
                    step.Status,
                    step.StartedAt,
                    step.EndedAt,
                    step.Summary,
                    step.Checks,
                    step.Output,
                },
                "journal"
            );
        }

        if (incident.Steps.Find(step => step.Step.Kind == StepKind.Validate) is not { Checks.Count: > 0 })
        {
            pack.Miss("Health, ready and SSE smoke after the rollback", "validation has not run");
        }
    }

    private void AddFailedCalls(EvidencePack pack, Incident incident)
    {
        var calls = store.FailedCalls.Between(
            incident.Environment,
            incident.Onset - RcaBuilder.Before,
            time.GetUtcNow()
        );
        pack.AddJson("failed-calls.json", calls, "the watchdog's own calls, with the portal's request ids");
    }

    private void AddReadings(EvidencePack pack, Incident incident, RcaReport report)
    {
        var from = incident.Onset - RcaBuilder.Before;
        foreach (var reading in report.Readings)
        {
            var points = store.Samples.Points(
                incident.Environment,
                reading.Series,
                from,
                time.GetUtcNow(),
                most: 100_000
            );
            pack.AddText(
                $"readings/{reading.Series.Replace('/', '-')}.csv",
                EvidencePack.Csv(
                    ["at", "value", "total", "failed", "state"],
                    points.Select(point =>
                        new object?[] { point.At, point.Value, point.Total, point.Failed, point.State }
                    )
                ),
                $"samples, {reading.Unit}"
            );
        }
    }
}
