using Mcpx.Domain;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Replay;

namespace Mcpx.Watchdog.Replay;

/// <summary>A replay for people: one line an entry.</summary>
internal sealed class ReplayText(TextWriter output) : IReplayReport
{
    private int _turned;
    private int _incidents;
    private int _proposals;

    public void Begin(string recording, RecordingHeader header, string? thresholds)
    {
        Line(
            $"{recording}: {header.Environment}, recorded from {RecordedTime.Words(header.StartedAt)} by {header.Product}; times are UTC."
        );
        if (header.Label is { } label)
        {
            var trigger = label.Trigger is null ? "" : $" by {label.Trigger}";
            var about = label.About is null ? "" : $": {label.About}";
            Line($"Expected: {BacktestText.Words(label.Expect)}{trigger}{about}");
        }

        if (thresholds is not null)
        {
            Line($"With the thresholds of {thresholds}.");
        }
    }

    public void Add(ReplayEntry entry)
    {
        switch (entry)
        {
            case VerdictTurned e:
                _turned++;
                Line(
                    $"{RecordedTime.Words(e.At)}  {e.Verdict.Series}  {e.Before} -> {e.Verdict.State}  {e.Verdict.Sentence}"
                );
                break;
            case IncidentMoved e:
                _incidents += e.Event is IncidentOpened ? 1 : 0;
                _proposals += e.Event is RollbackProposed ? 1 : 0;
                Line($"{RecordedTime.Words(e.At)}  {e.Incident}  {e.Text}");
                break;
            default:
                break;
        }
    }

    public void End(RecordingReplay replay)
    {
        foreach (var note in replay.Notes)
        {
            Line($"Note: {note}");
        }

        Line(
            FormattableString.Invariant(
                $"{Words.Count(replay.Ticks)} ticks over {Words.Duration(replay.Covered)}: {_turned} changes of a verdict, {_incidents} incidents, {_proposals} proposals."
            )
        );
    }

    private void Line(string text) => output.Write(text + "\n");
}
