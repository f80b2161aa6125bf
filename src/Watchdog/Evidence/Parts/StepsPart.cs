using Mcpx.Domain.Evidence;
using Mcpx.Domain.Incidents;

namespace Mcpx.Watchdog.Evidence.Parts;

/// <summary>What each step of the newest run printed and measured.</summary>
internal sealed class StepsPart : IEvidencePart
{
    public IReadOnlyList<string> Lines => [EvidenceLines.Steps];

    public bool IsMeasured => false;

    public void Add(string line, EvidencePack pack, EvidenceCase about)
    {
        var begun = about.Incident.Steps.Where(step => step.StartedAt is not null).ToList();
        if (begun.Count == 0)
        {
            pack.None(line, "no step was started");
        }

        foreach (var step in begun)
        {
            pack.AddJson(line, PathOf(step), "journal; every line of output is in journal.jsonl", Told(step));
        }
    }

    private static string PathOf(StepState step) =>
        FormattableString.Invariant($"steps/{step.Step.Number:00}-{step.Step.Kind}.json");

    private static object Told(StepState step) =>
        new
        {
            step.Step.Title,
            step.Status,
            step.Attempt,
            step.StartedAt,
            step.EndedAt,
            step.Summary,
            step.Checks,
            step.Output,
        };
}
