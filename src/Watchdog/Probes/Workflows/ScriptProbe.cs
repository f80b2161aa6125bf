using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Configuration;
using Mcpx.Watchdog.Judging;
using Mcpx.Watchdog.Workflows;

namespace Mcpx.Watchdog.Probes.Workflows;

/// <summary>
/// Walks the scripted workflows: all of them at once, each from API instance to API instance, since they share the keys they
/// write. A workflow passes when it passes wherever an instance answers: availability speaks of one that does not.
/// </summary>
internal sealed class ScriptProbe(WorkflowWalker walker, ConfiguredFiles files, Inputs inputs, TimeProvider time)
    : IProbe
{
    public ProbeKind Kind => ProbeKind.Script;

    public Audience Asks => Audience.Environment;

    public Task AskAsync(ProbeTarget target, CancellationToken stopping) =>
        Task.WhenAll(files.WorkflowsOf(target.Environment).Select(workflow => WalkAsync(target, workflow, stopping)));

    private async Task WalkAsync(ProbeTarget target, Workflow workflow, CancellationToken stopping)
    {
        var at = time.GetUtcNow();
        Walk? walk = null;
        foreach (var api in target.Apis)
        {
            var next = await walker.WalkAsync(target, api, workflow, stopping);
            walk = walk is null || next.Answered ? next : walk;
            if (next is { Told: not null, Answered: true })
            {
                break;
            }
        }

        if (walk is null)
        {
            return;
        }

        target.Count("script", walk.Fault is not null ? "failed" : "passed");
        if (walk.CleanUpFault is not null)
        {
            target.Count("script", "not cleaned up");
        }

        inputs.Put(target.Environment, new WorkflowWalked(at, workflow.Name, walk.Told));
    }
}
