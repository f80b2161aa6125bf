using System.Diagnostics;
using Mcpx.Domain;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Configuration;
using Mcpx.Watchdog.Deployers;
using Mcpx.Watchdog.Processes;

namespace Mcpx.Watchdog.Runner.Smoke;

/// <summary>Checks of the operator's own, one after the other so that none measures another.</summary>
internal sealed class CommandSmoke(TimeProvider time)
{
    /// <returns>A check for each; none where none is configured.</returns>
    public async Task<IReadOnlyList<Check>> RunAsync(StepContext context, CancellationToken cancellation)
    {
        var checks = new List<Check>();
        foreach (var check in context.Plan.Validation.Commands ?? [])
        {
            var started = Stopwatch.GetTimestamp();
            var (passed, how) = await RunAsync(check, context, cancellation);
            checks.Add(
                new(
                    check.Name,
                    $"{how} after {Words.Duration(Stopwatch.GetElapsedTime(started))}",
                    "ends with 0",
                    passed
                )
            );
        }

        return checks;
    }

    /// <summary>Where the check looks: the public address, or else the first API instance.</summary>
    internal static string BaseUrl(EnvironmentOptions environment) =>
        environment.PublicAddress
        ?? environment.Instances.FirstOrDefault(instance => instance.Component == Component.Api)?.Address
        ?? "";

    private Task<(bool Passed, string How)> RunAsync(
        CommandCheckOptions check,
        StepContext context,
        CancellationToken cancellation
    ) =>
        BoundedCommand.RunAsync(
            check.Command,
            check.Timeout,
            CleanEnvironment.With(
                ("BASE_URL", BaseUrl(context.Options)),
                ("TOKEN", Secrets.Read(context.Options.Probes.TokenVariable))
            ),
            line => context.Report($"{check.Name}  {line}"),
            time,
            cancellation
        );
}
