using System.Globalization;
using Mcpx.Db;
using Mcpx.Domain.Evidence;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Triggers;

namespace Mcpx.Watchdog.Evidence.Parts;

/// <summary>
/// Health, ready and event streams at two moments: when it was decided, from the readings and the calls that failed then; and after
/// the run, from its validation and the readings.
/// </summary>
internal sealed class SmokePart(Store store) : IEvidencePart
{
    /// <summary>How old a reading of a moment may be.</summary>
    private static readonly TimeSpan Lately = TimeSpan.FromMinutes(2);

    private static readonly string[] Triggers =
    [
        TriggerNames.Availability,
        TriggerNames.SseTtfb,
        TriggerNames.SseHeartbeat,
    ];

    public IReadOnlyList<string> Lines => [EvidenceLines.SmokeBefore, EvidenceLines.SmokeAfter];

    public bool IsMeasured => true;

    public void Add(string line, EvidencePack pack, EvidenceCase about)
    {
        if (line == EvidenceLines.SmokeBefore)
        {
            Before(pack, about.Incident);
        }
        else
        {
            After(pack, about.Incident);
        }
    }

    private void Before(EvidencePack pack, Incident incident)
    {
        var at = incident.Decision?.At ?? incident.Proposal?.ProposedAt ?? incident.OpenedAt;
        var readings = At(incident.Environment, at);
        var calls = store.FailedCalls.Between(incident.Environment, at - Lately, at);
        if (readings.Count == 0)
        {
            pack.Miss(EvidenceLines.SmokeBefore, $"no reading is stored of the two minutes before {Time(at)}");
        }

        pack.AddText(
            EvidenceLines.SmokeBefore,
            "smoke/before.md",
            "readings and failed calls, as stored",
            text =>
            {
                text.Write($"# Health, ready and event streams at {Time(at)}\n\n");
                Table(text, readings);
                text.Write("\n## Calls that failed in the two minutes before\n\n");
                MarkdownText.Head(text, "Time", "Instance", "Call", "Fault", "Status", "Request id", "Code", "Detail");
                foreach (var call in calls)
                {
                    MarkdownText.Row(
                        text,
                        Time(call.At),
                        call.Instance,
                        call.Call,
                        call.Fault.ToString(),
                        call.StatusCode.ToString(CultureInfo.InvariantCulture),
                        call.RequestId,
                        call.ErrorCode,
                        call.Detail
                    );
                }
            }
        );
        pack.AddJson(
            EvidenceLines.SmokeBefore,
            "smoke/before.json",
            "readings as stored",
            new
            {
                at,
                readings,
                calls,
            }
        );
    }

    private void After(EvidencePack pack, Incident incident)
    {
        var steps = incident.LastRun?.Steps ?? incident.Steps;
        var checks = steps.Find(step => step.Step.Kind == StepKind.Validate)?.Checks ?? [];
        if (checks.Count == 0)
        {
            if (!incident.IsOpen && incident.LastRun is null)
            {
                pack.None(EvidenceLines.SmokeAfter, "no rollback was run");
                return;
            }

            pack.Miss(EvidenceLines.SmokeAfter, "validation has not run");
        }

        var at = incident.RestoredAt;
        var readings = at is { } restored ? At(incident.Environment, restored) : [];
        if (checks.Count == 0 && readings.Count == 0)
        {
            return;
        }

        pack.AddText(
            EvidenceLines.SmokeAfter,
            "smoke/after.md",
            "validation, and readings as stored",
            text =>
            {
                text.Write("# Validation after the rollback\n\n");
                MarkdownText.Head(text, "Check", "Measured", "Required", "Result");
                foreach (var check in checks)
                {
                    MarkdownText.Row(
                        text,
                        check.Name,
                        check.Measured,
                        check.Required,
                        check.Passed ? "passed" : "FAILED"
                    );
                }

                text.Write(
                    $"\n# Health, ready and event streams at {(at is { } time ? Time(time) : "no time: not restored yet")}\n\n"
                );
                Table(text, readings);
            }
        );
        pack.AddJson(
            EvidenceLines.SmokeAfter,
            "smoke/after.json",
            "validation, and readings as stored",
            new
            {
                checks,
                at,
                readings,
            }
        );
    }

    /// <summary>The newest reading of each series at a moment.</summary>
    private List<SmokeReading> At(string environment, DateTimeOffset at) =>
        [
            .. store
                .Samples.LastVerdicts(environment)
                .Select(last => last.Verdict)
                .Where(verdict => Triggers.Contains(verdict.Trigger, StringComparer.Ordinal))
                .OrderBy(verdict => verdict.Series, StringComparer.Ordinal)
                .Select(verdict =>
                    (verdict, Points: store.Samples.Points(environment, verdict.Series, at - Lately, at))
                )
                .Where(one => one.Points.Count > 0)
                .Select(one => (one.verdict, Point: one.Points[^1]))
                .Select(one => new SmokeReading(
                    one.verdict.Series,
                    one.Point.At,
                    one.Point.State,
                    one.Point.Value,
                    ReadingWords.Of(one.verdict.Trigger, one.Point.Value, one.verdict.Unit) ?? "nothing measured",
                    Domain.Words.Value(one.verdict.Limit, one.verdict.Unit),
                    one.Point.Total,
                    one.Point.Failed
                )),
        ];

    private static void Table(TextWriter text, IReadOnlyList<SmokeReading> readings)
    {
        MarkdownText.Head(text, "Series", "Read at", "Word", "Reading", "Limit", "Of", "Failed");
        foreach (var one in readings)
        {
            MarkdownText.Row(
                text,
                one.Series,
                Time(one.At),
                one.State.ToString(),
                one.Reading,
                one.Limit,
                one.Total.ToString(CultureInfo.InvariantCulture),
                one.Failed.ToString(CultureInfo.InvariantCulture)
            );
        }
    }

    private static string Time(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>One series at one moment.</summary>
    private sealed record SmokeReading(
        string Series,
        DateTimeOffset At,
        VerdictState State,
        long? Value,
        string Reading,
        string Limit,
        long Total,
        long Failed
    );
}
