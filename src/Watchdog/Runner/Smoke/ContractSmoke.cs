using Mcpx.Domain;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Configuration;
using Mcpx.Watchdog.Contracts;

namespace Mcpx.Watchdog.Runner.Smoke;

/// <summary>The contract's calls on every API instance (runbook section 12); each blocks.</summary>
internal sealed class ContractSmoke(ContractCaller caller, ConfiguredFiles files)
{
    public async Task<IReadOnlyList<Check>> RunAsync(StepContext context, CancellationToken cancellation)
    {
        if (files.ContractOf(context.Plan.Validation) is not { } contract)
        {
            return [OtherContract(context.Plan.Validation)];
        }

        var instances = context.Options.Instances.Where(instance => instance.Component == Component.Api).ToList();
        var token = Secrets.Read(context.Options.Probes.TokenVariable);
        var checks = new List<Check>();
        foreach (var endpoint in contract.Endpoints)
        {
            var failures = new List<string>();
            foreach (var instance in instances)
            {
                var call = await caller.CallAsync(
                    new(instance.Address),
                    endpoint,
                    token,
                    context.Options.Probes.Timeout,
                    cancellation
                );
                var line = $"{instance.Name} {endpoint.Call} {call.Outcome} {Words.Duration(call.Answer.Latency)}";
                context.Report($"contract  {line}");
                if (!call.Kept)
                {
                    failures.Add($"{line}, request {call.RequestId}");
                }
            }

            checks.Add(
                new(
                    $"Contract {endpoint.Call}",
                    failures.Count == 0 ? $"{instances.Count} of {instances.Count}" : string.Join("; ", failures),
                    Required(context.Plan.Validation),
                    failures.Count == 0 && instances.Count > 0
                )
            );
        }

        return checks;
    }

    private static string Required(ValidationOptions validation) =>
        validation.ContractFile is { } file
            ? $"as {Path.GetFileName(file)} says, on every instance"
            : "200 with JSON on every instance";

    private static Check OtherContract(ValidationOptions validation) =>
        new(
            $"Contract {Path.GetFileName(validation.ContractFile)}",
            "another file was read at start",
            $"the file that was approved, sha256 {PlanHash.Short(validation.ContractSha256 ?? "none")}",
            Passed: false
        );
}
