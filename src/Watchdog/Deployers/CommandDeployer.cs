using System.Text.Json;
using CliWrap;
using CliWrap.Exceptions;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Signals;
using Win32Exception = System.ComponentModel.Win32Exception;

namespace Mcpx.Watchdog.Deployers;

/// <summary>
/// A deployer that is any program. Arguments are a list from the configuration to the process and never pass through a
/// shell; only named variables of our environment are handed on.
/// </summary>
internal sealed class CommandDeployer(string environment, Component component, DeployerOptions options) : IDeployer
{
    private const int LongestLine = 2_000;
    private const int LongestAnswer = 256 * 1024;
    private static readonly TimeSpan AskLimit = TimeSpan.FromSeconds(30);

    public Task<Observation> ObserveAsync(CancellationToken cancellation) =>
        AskAsync<Observation>(CommandLine.Fill(options.Observe, environment, component), cancellation);

    public Task<Found> FindAsync(string stepKey, CancellationToken cancellation) =>
        AskAsync<Found>(CommandLine.Fill(options.Find, environment, component, key: stepKey), cancellation);

    public async Task<int> DeployAsync(
        IReadOnlyList<string> arguments,
        Action<string> report,
        CancellationToken cancellation
    )
    {
        var sink = PipeTarget.ToDelegate(line => report(Cut(line)));
        try
        {
            var result = await Command(arguments)
                .WithStandardOutputPipe(sink)
                .WithStandardErrorPipe(sink)
                .ExecuteAsync(cancellation);
            return result.ExitCode;
        }
        catch (Win32Exception problem)
        {
            throw new DeployerUnavailableException($"{arguments[0]} could not be started: {problem.Message}", problem);
        }
    }

    private static async Task<T> AskAsync<T>(IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        var (answer, errors) = (new BoundedText(LongestAnswer), new BoundedText(LongestLine));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(AskLimit);
        try
        {
            var result = await Command(arguments)
                .WithStandardOutputPipe(PipeTarget.ToDelegate(answer.Add))
                .WithStandardErrorPipe(PipeTarget.ToDelegate(errors.Add))
                .ExecuteAsync(limit.Token);
            return result.ExitCode == 0 && JsonSerializer.Deserialize<T>(answer.Text, EventBody.Json) is { } read
                ? read
                : throw new DeployerUnavailableException(
                    $"{arguments[0]} ended with {result.ExitCode}: {Cut(errors.Text)}"
                );
        }
        catch (OperationCanceledException problem) when (!cancellation.IsCancellationRequested)
        {
            throw new DeployerUnavailableException(
                $"{arguments[0]} did not answer in {AskLimit.TotalSeconds} s",
                problem
            );
        }
        catch (Exception problem) when (problem is JsonException or Win32Exception or CliWrapException)
        {
            throw new DeployerUnavailableException($"{arguments[0]}: {problem.Message}", problem);
        }
    }

    private static Command Command(IReadOnlyList<string> arguments) =>
        Cli.Wrap(arguments[0])
            .WithArguments(arguments.Skip(1), escape: true)
            .WithEnvironmentVariables(CleanEnvironment())
            .WithValidation(CommandResultValidation.None);

    /// <summary>What a program needs to run and to find its own sign-in; our tokens are not among it.</summary>
    private static Dictionary<string, string?> CleanEnvironment()
    {
        string[] kept = ["PATH", "HOME", "USERPROFILE", "TEMP", "TMP", "TMPDIR", "LANG", "SystemRoot"];
        return Environment
            .GetEnvironmentVariables()
            .Keys.Cast<string>()
            .Where(name =>
                !kept.Contains(name, StringComparer.OrdinalIgnoreCase)
                && !name.StartsWith("DOTNET_", StringComparison.Ordinal)
            )
            .ToDictionary(name => name, _ => (string?)null, StringComparer.Ordinal);
    }

    private static string Cut(string line) => line.Length > LongestLine ? line[..LongestLine] + " …" : line;
}
