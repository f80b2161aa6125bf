using Mcpx.Db;
using Mcpx.Domain;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Browser;

namespace Mcpx.Watchdog.Runner.Smoke;

/// <summary>
/// Where no browser component looks, a person does and says so with a screenshot. Nobody's word is no word: an answer that does
/// not come in time blocks like a page that does not render.
/// </summary>
internal sealed class AttestationCheck(IncidentLog incidents, JournalTail tail, TimeProvider time)
{
    private const string Name = "Pages, looked at by a person";
    private const string Required = "right, with a screenshot";
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(250);

    /// <returns>One check; none where nobody is to look.</returns>
    public async Task<IReadOnlyList<Check>> RunAsync(StepContext context, CancellationToken cancellation)
    {
        if (context.Plan.Validation.Attestation is not { } within || !context.Options.Has(Component.Web))
        {
            return [];
        }

        // After a restart the question stands already, with its own end.
        var number = context.Step.Number;
        var asked = incidents
            .Execute(context.Incident.Id, Question(context, time.GetUtcNow() + within), Actor.Watchdog)
            .Incident!.Steps[number - 1]
            .Attestation!;
        context.Report($"pages     a person looks, until {Words.Time(asked.Until)}");
        while (true)
        {
            var incident = tail.CatchUp().Incidents[context.Incident.Id];
            if (incident.Steps[number - 1].Attestation?.Given is { } given)
            {
                context.Report($"pages     {given.By.Name}: {(given.Well ? "right" : "NOT RIGHT")}, {given.Words}");
                return [new(Name, Measured(given), Required, given.Well)];
            }

            var over =
                incident.AbortAsked is { } abort ? $"nobody looked before {abort.By.Name} aborted the run"
                : time.GetUtcNow() >= asked.Until ? $"nobody looked within {Words.Duration(asked.Until - asked.At)}"
                : null;
            if (over is not null)
            {
                context.Report($"pages     {over}");
                return [new(Name, over, Required, Passed: false)];
            }

            await Task.Delay(Every, time, cancellation);
        }
    }

    private static IncidentCommand.AskAttestation Question(StepContext context, DateTimeOffset until)
    {
        var look = new BrowserCheckOptions { Pages = context.Plan.Validation.Web?.Pages ?? [] };
        return new(
            context.Step.Number,
            until,
            [.. BrowserPlace.Of(context.Options, look).Select(place => place.Address)],
            look.EffectivePages
        );
    }

    private static string Measured(Attested given) =>
        $"{TimelineWords.WhoOf(given.By)}: {given.Words}"
        + (given.Picture is { } picture ? $", screenshot sha256 {PlanHash.Short(picture.Sha256)}" : ", no screenshot");
}
