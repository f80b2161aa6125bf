using Mcpx.Domain;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Configuration;
using Mcpx.Watchdog.Probes;
using Mcpx.Watchdog.Probes.Contract;
using Mcpx.Watchdog.Probes.Http;

namespace Mcpx.Watchdog.Runner.Smoke;

/// <summary>Authenticated calls of the core endpoints on every API instance: status 200 and a JSON body (runbook section 12).</summary>
internal sealed class ContractSmoke(PortalClient portal)
{
    public async Task<IReadOnlyList<Check>> RunAsync(StepContext context, CancellationToken cancellation)
    {
        var instances = context.Options.Instances.Where(instance => instance.Component == Component.Api).ToList();
        var token = Secrets.Read(context.Options.Probes.TokenVariable);
        var checks = new List<Check>();
        foreach (var path in context.Plan.Validation.EffectiveContractPaths)
        {
            var failures = new List<string>();
            foreach (var instance in instances)
            {
                var (line, ok) = await CallAsync(instance, path, token, context.Options.Probes.Timeout, cancellation);
                context.Report($"contract  {line}");
                if (!ok)
                {
                    failures.Add(line);
                }
            }

            var measured =
                failures.Count == 0 ? $"{instances.Count} of {instances.Count}" : string.Join("; ", failures);
            checks.Add(
                new(
                    $"Contract GET {path}",
                    measured,
                    "200 with JSON on every instance",
                    failures.Count == 0 && instances.Count > 0
                )
            );
        }

        return checks;
    }

    private async Task<(string Line, bool Ok)> CallAsync(
        InstanceOptions instance,
        string path,
        string? token,
        TimeSpan timeout,
        CancellationToken cancellation
    )
    {
        var address = new Uri(new Uri(instance.Address), path);
        var answer = await portal.GetAsync(address, token, timeout, PortalClient.LargeBody, cancellation);
        var verdict =
            ContractAnswer.Broken(answer) is { } broken ? broken
            : answer.Fault != Fault.None ? $"{(answer.StatusCode > 0 ? answer.StatusCode : answer.Fault)}"
            : "200";
        return ($"{instance.Name} GET {path} {verdict} {Words.Duration(answer.Latency)}", verdict == "200");
    }
}
