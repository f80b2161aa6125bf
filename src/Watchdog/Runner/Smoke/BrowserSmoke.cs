using Mcpx.Domain;
using Mcpx.Domain.Incidents;
using Mcpx.Watchdog.Browser;

namespace Mcpx.Watchdog.Runner.Smoke;

/// <summary>
/// One look in a real browser at every Web instance (runbook section 6, steps 3 and 4). It blocks, and so does a look that could
/// not be made, tried twice: a person must say what that means.
/// </summary>
internal sealed class BrowserSmoke(BrowserCheck browser)
{
    private const int Attempts = 2;

    /// <returns>The checks; none where no browser is configured.</returns>
    public async Task<IReadOnlyList<Check>> RunAsync(StepContext context, CancellationToken cancellation)
    {
        var checks = new List<Check>();
        if (context.Plan.Validation.Browser is not { } options)
        {
            return checks;
        }

        var environment = context.Plan.Environment;
        foreach (var place in BrowserPlace.Of(context.Options, options))
        {
            context.Report($"browser   {place.Name} looks, up to {Words.Duration(options.Timeout)}");
            BrowserLook look;
            var attempt = 0;
            do
            {
                look = await browser.LookAsync(environment, place, options, cancellation);
            } while (look.CouldNot is not null && ++attempt < Attempts);

            if (look.CouldNot is { } why)
            {
                context.Report($"browser   {place.Name} could not run: {why}");
                checks.Add(
                    new($"Browser, {place.Name}", $"could not run: {why}", "a look at every page", Passed: false)
                );
            }

            foreach (var step in look.Steps)
            {
                context.Report($"browser   {place.Name} {step.Name} {(step.Passed ? "" : "FAILED: ")}{step.Measured}");
                checks.Add(
                    new(
                        $"Browser {step.Name}, {place.Name}",
                        step.Measured,
                        step.Name.StartsWith('/') ? $"renders, badge {environment}" : "a session",
                        step.Passed
                    )
                );
            }
        }

        return checks;
    }
}
