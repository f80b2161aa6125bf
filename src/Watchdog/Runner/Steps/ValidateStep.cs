using Mcpx.Domain.Rollback;
using Mcpx.Watchdog.Runner.Smoke;

namespace Mcpx.Watchdog.Runner.Steps;

/// <summary>Step 4 of the runbook: contract smoke, SSE smoke, web checks, parity, a real browser, and checks of your own. Each blocks.</summary>
internal sealed class ValidateStep(
    ContractSmoke contract,
    SseSmoke sse,
    WebSmoke web,
    ParitySmoke parity,
    BrowserSmoke browser,
    CommandSmoke commands
) : IStep
{
    public StepKind Kind => StepKind.Validate;

    public async Task<StepResult> RunAsync(StepContext context, CancellationToken cancellation)
    {
        var checks = await Task.WhenAll(
            contract.RunAsync(context, cancellation),
            sse.RunAsync(context, cancellation),
            web.RunAsync(context, cancellation),
            parity.RunAsync(context, cancellation)
        );
        // Not beside them: the start of a browser takes a core or two, which the SSE smoke would measure.
        var seen = await browser.RunAsync(context, cancellation);
        var own = await commands.RunAsync(context, cancellation);
        return StepResult.Of([.. checks.SelectMany(check => check), .. seen, .. own]);
    }
}
