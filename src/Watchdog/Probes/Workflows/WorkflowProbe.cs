using Mcpx.Domain.Configuration;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Judging;
using Mcpx.Watchdog.Runner.Smoke;

namespace Mcpx.Watchdog.Probes.Workflows;

/// <summary>Walks through the web as people do: the same visit that validates a rollback.</summary>
internal sealed class WorkflowProbe(WebSmoke web, Inputs inputs, TimeProvider time) : IProbe
{
    public ProbeKind Kind => ProbeKind.Workflow;

    public Audience Asks => Audience.Environment;

    public async Task AskAsync(ProbeTarget target, CancellationToken stopping)
    {
        var at = time.GetUtcNow();
        var checks = await web.VisitAsync(
            target.Environment,
            target.Options,
            target.Options.Validation.Web,
            _ => { },
            stopping
        );
        if (checks.Count == 0)
        {
            return;
        }

        var failed = checks.FirstOrDefault(check => !check.Passed);
        target.Count("workflow", failed is null ? "passed" : "failed");
        inputs.Put(
            target.Environment,
            new WorkflowWalked(
                at,
                WorkflowProbeOptions.WebPages,
                failed is null ? null : $"{failed.Name}: {failed.Measured}"
            )
        );
    }
}
