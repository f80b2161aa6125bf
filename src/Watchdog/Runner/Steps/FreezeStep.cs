using Mcpx.Db;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Silences;
using Mcpx.Watchdog.Comms;

namespace Mcpx.Watchdog.Runner.Steps;

/// <summary>Step 1 of the runbook: deploys are refused since the proposal, at the latest since the step's start; what is left is to say so.</summary>
internal sealed class FreezeStep(SlackNotifier slack, JournalTail tail) : IStep
{
    public StepKind Kind => StepKind.Freeze;

    public async Task<StepResult> RunAsync(StepContext context, CancellationToken cancellation)
    {
        context.Report(
            $"freeze    deploys to {context.Plan.Environment} are refused until {context.Incident.Id} is over"
        );
        var lines = await slack.SendBesideAsync(
            context.Incident.Id,
            MessageKinds.Start,
            RunMessages.Start(context.Incident, tail.Current.RosterOf(context.Plan.Environment)),
            cancellation
        );
        foreach (var line in lines)
        {
            context.Report($"announce  {line}");
        }

        return StepResult.Success($"{context.Plan.Environment} is frozen; {string.Join(", ", lines)}");
    }
}
