using Mcpx.Domain.Rollback;
using Mcpx.Watchdog.Anchors;
using Mcpx.Watchdog.Comms;
using Mcpx.Watchdog.Evidence;

namespace Mcpx.Watchdog.Runner.Steps;

/// <summary>Step 5 of the runbook: seal the evidence so far, then say that the rollback is complete, with what was measured.</summary>
internal sealed class AnnounceStep(EvidenceSealing evidence, SlackNotifier slack, AnchorWords anchor) : IStep
{
    public StepKind Kind => StepKind.Announce;

    public async Task<StepResult> RunAsync(StepContext context, CancellationToken cancellation)
    {
        // Pictures take a second or two; people wait for the message.
        var pack = evidence.Seal(context.Incident.Id, whole: false, cancellation).Text;
        context.Report($"evidence  {pack}");
        var lines = await slack.SendBesideAsync(
            context.Incident.Id,
            RunMessages.OutcomeKind(context.Incident),
            RunMessages.Outcome(context.Incident) + anchor.Line(),
            cancellation
        );
        foreach (var line in lines)
        {
            context.Report($"announce  {line}");
        }

        return StepResult.Success($"{pack}; {string.Join(", ", lines)}");
    }
}
