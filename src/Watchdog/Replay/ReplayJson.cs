using System.Text.Json;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Replay;

namespace Mcpx.Watchdog.Replay;

/// <summary>A replay for programs: one JSON document.</summary>
internal sealed class ReplayJson(Utf8JsonWriter json) : IReplayReport
{
    public void Begin(string recording, RecordingHeader header, string? thresholds)
    {
        json.WriteStartObject();
        json.WriteString("recording", recording);
        json.WriteString("environment", header.Environment);
        json.WriteString("startedAt", RecordedTime.Write(header.StartedAt));
        json.WriteString("expect", header.Label is { } label ? BacktestText.Words(label.Expect) : null);
        json.WriteString("thresholds", thresholds);
        json.WriteStartArray("timeline");
    }

    public void Add(ReplayEntry entry)
    {
        json.WriteStartObject();
        json.WriteString("at", RecordedTime.Write(entry.At));
        switch (entry)
        {
            case VerdictTurned e:
                json.WriteString("series", e.Verdict.Series);
                json.WriteString("before", e.Before.ToString());
                json.WriteString("state", e.Verdict.State.ToString());
                json.WriteString("sentence", e.Verdict.Sentence);
                break;
            case IncidentMoved e:
                json.WriteString("incident", e.Incident);
                json.WriteString("event", e.Event.GetType().Name);
                json.WriteString("text", e.Text);
                if (e.Event is RollbackProposed proposed)
                {
                    Write(proposed);
                }

                break;
            default:
                break;
        }

        json.WriteEndObject();
    }

    public void End(RecordingReplay replay)
    {
        json.WriteEndArray();
        json.WriteNumber("ticks", replay.Ticks);
        json.WriteNumber("coveredSeconds", (long)replay.Covered.TotalSeconds);
        json.WriteStartArray("notes");
        foreach (var note in replay.Notes)
        {
            json.WriteStringValue(note);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void Write(RollbackProposed proposed)
    {
        json.WriteString("planHash", proposed.PlanHash);
        json.WriteString("rung", proposed.Plan.Rung.ToString());
        json.WriteString("reason", proposed.Reason);
        json.WriteStartArray("targets");
        foreach (var target in proposed.Plan.Targets)
        {
            json.WriteStartObject();
            json.WriteString("component", target.Component.ToString());
            json.WriteString("from", target.ObservedTag);
            json.WriteString("to", target.TargetTag);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("reverts");
        foreach (var revert in proposed.Plan.Reverts)
        {
            json.WriteStartObject();
            json.WriteString("key", revert.Key);
            json.WriteString("from", revert.Observed);
            json.WriteString("to", revert.Value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
