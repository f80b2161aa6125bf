using Mcpx.Domain.Rollback;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Runner.Smoke;

namespace Mcpx.Watchdog.Runner.Steps;

/// <summary>
/// Step 4 of the runbook: contract smoke, SSE smoke, web checks, parity, a real browser or a person's look, and checks of your
/// own. Each blocks.
/// </summary>
internal sealed class ValidateStep(
    ContractSmoke contract,
    SseSmoke sse,
    WebSmoke web,
    ParitySmoke parity,
    BrowserSmoke browser,
    CommandSmoke commands,
    AttestationCheck attestation
) : IStep
{
    private const string NotMeasured = "the pages as a browser draws them: not measured";

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
        var measured = StepResult.Of([.. checks.SelectMany(check => check), .. seen, .. own]);
        // A person is asked last, and only when nothing failed that needs no eyes.
        return measured is not StepResult.Succeeded { Checks: var passed } well ? measured
            : await attestation.RunAsync(context, cancellation) is { Count: > 0 } attested
                ? StepResult.Of([.. passed, .. attested])
            : LooksAtPages(context) ? well
            : well with { Summary = $"{well.Summary}; {NotMeasured}" };
    }

    private static bool LooksAtPages(StepContext context) =>
        context.Plan.Validation.Browser is not null || !context.Options.Has(Component.Web);
}
