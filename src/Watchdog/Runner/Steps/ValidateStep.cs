using Mcpx.Domain.Rollback;
using Mcpx.Watchdog.Runner.Smoke;

namespace Mcpx.Watchdog.Runner.Steps;

/// <summary>Step 4 of the runbook: contract smoke, SSE smoke and web checks. Each blocks.</summary>
internal sealed class ValidateStep(ContractSmoke contract, SseSmoke sse, WebSmoke web) : IStep
{
    public StepKind Kind => StepKind.Validate;

    public async Task<StepResult> RunAsync(StepContext context, CancellationToken cancellation)
    {
        var checks = await Task.WhenAll(
            contract.RunAsync(context, cancellation),
            sse.RunAsync(context, cancellation),
            web.RunAsync(context, cancellation)
        );
        return StepResult.Of([.. checks.SelectMany(check => check)]);
    }
}
