using System.Diagnostics;
using CliWrap;
using CliWrap.Exceptions;
using Mcpx.Domain;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Configuration;
using Mcpx.Watchdog.Deployers;
using Win32Exception = System.ComponentModel.Win32Exception;

namespace Mcpx.Watchdog.Runner.Smoke;

/// <summary>
/// Checks of the operator's own, one after the other so that none measures another. What does not end in time, or cannot be
/// started, has failed; a program that was killed is killed with all that it started.
/// </summary>
internal sealed class CommandSmoke(TimeProvider time)
{
    private const int LongestLine = 2_000;
    private const int MostLines = 1_000;

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

    private async Task<(bool Passed, string How)> RunAsync(
        CommandCheckOptions check,
        StepContext context,
        CancellationToken cancellation
    )
    {
        var left = MostLines;
        var lines = BoundedLines.Pipe(
            LongestLine,
            line =>
            {
                if (Interlocked.Decrement(ref left) >= 0)
                {
                    context.Report($"{check.Name}  {line}");
                }
            }
        );
        using var limit = new CancellationTokenSource(check.Timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            var result = await Cli.Wrap(check.Command[0])
                .WithArguments(check.Command.Skip(1), escape: true)
                .WithEnvironmentVariables(
                    CleanEnvironment.With(
                        ("BASE_URL", BaseUrl(context.Options)),
                        ("TOKEN", Secrets.Read(context.Options.Probes.TokenVariable))
                    )
                )
                .WithValidation(CommandResultValidation.None)
                .WithStandardOutputPipe(lines)
                .WithStandardErrorPipe(lines)
                .ExecuteAsync(both.Token);
            return (result.ExitCode == 0, $"ended with {result.ExitCode}");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return (false, "had not ended, killed");
        }
        catch (Exception problem) when (problem is Win32Exception or CliWrapException or IOException)
        {
            return (false, $"could not be started: {problem.Message}");
        }
    }
}
