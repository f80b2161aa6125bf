using Mcpx.Domain;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;
using Mcpx.Watchdog.Probes;
using Mcpx.Watchdog.Probes.Health;
using Mcpx.Watchdog.Probes.Http;

namespace Mcpx.Watchdog.Runner.Steps;

/// <summary>Waits until /healthz and /ready are green on every instance in the same look, for the whole success window.</summary>
internal sealed class AwaitHealthStep(PortalClient portal, TimeProvider time) : IStep
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(500);

    public StepKind Kind => StepKind.AwaitHealth;

    public async Task<StepResult> RunAsync(StepContext context, CancellationToken cancellation)
    {
        var validation = context.Plan.Validation;
        var until = time.GetUtcNow() + validation.HealthyWithin;
        var said = "";
        DateTimeOffset? greenSince = null;
        while (true)
        {
            var look = await LookAsync(context.Options, cancellation);
            var now = time.GetUtcNow();
            greenSince = look.Faults.Count == 0 ? greenSince ?? now : null;
            if (look.Text != said)
            {
                said = look.Text;
                context.Report($"health    {said}");
            }

            if (greenSince is { } since && now - since >= validation.HealthyFor)
            {
                return new StepResult.Succeeded(
                    $"{look.Text} for {Words.Duration(validation.HealthyFor)}",
                    [Result(look, passed: true, validation)]
                );
            }

            if (now >= until)
            {
                return StepResult.Of([Result(look, passed: false, validation)]);
            }

            await Task.Delay(Poll, time, cancellation);
        }
    }

    private static Check Result(Look look, bool passed, ValidationOptions validation) =>
        new(
            "/healthz and /ready",
            $"{look.Asked - look.Faults.Count} of {look.Asked}",
            $"all, for {Words.Duration(validation.HealthyFor)}",
            passed
        );

    private async Task<Look> LookAsync(EnvironmentOptions options, CancellationToken cancellation)
    {
        var answers = await Task.WhenAll(
            from instance in options.Instances
            from endpoint in Enum.GetValues<HealthEndpoint>()
            select AskAsync(instance, options.Probes, endpoint, cancellation)
        );
        return new(answers.Length, [.. answers.OfType<string>()]);
    }

    private async Task<string?> AskAsync(
        InstanceOptions instance,
        ProbeOptions probes,
        HealthEndpoint endpoint,
        CancellationToken cancellation
    )
    {
        var path = probes.PathOf(endpoint);
        var timeout = probes.HealthTimeout ?? probes.Timeout;
        var address = new Uri(new Uri(instance.Address), path);
        var answer = await portal.GetAsync(address, token: null, timeout, PortalClient.SmallBody, cancellation);
        return answer.Fault == Fault.None
            ? HealthJson.Wrong(answer.Body, probes.HealthJson) is { } wrong
                ? $"{instance.Name}{path}: {wrong}"
                : null
            : $"{instance.Name}{path} {(answer.StatusCode > 0 ? $"{answer.StatusCode}" : answer.Fault.ToString())}";
    }

    private sealed record Look(int Asked, IReadOnlyList<string> Faults)
    {
        public string Text =>
            Faults.Count == 0
                ? $"{Asked} of {Asked} green"
                : $"{Asked - Faults.Count} of {Asked} green; {string.Join(", ", Faults)}";
    }
}
