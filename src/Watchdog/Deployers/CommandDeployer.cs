using System.Text.Json;
using System.Text.Json.Serialization;
using CliWrap;
using CliWrap.Exceptions;
using Mcpx.Domain.Configuration;
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

    /// <summary>An answer that lacks a part is none: a missing state must never read as "never started".</summary>
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false) },
    };

    public Task<Observation> ObserveAsync(CancellationToken cancellation) =>
        AskAsync<Observation>(CommandLine.Fill(options.Observe, environment, component), cancellation);

    public async Task<Found> FindAsync(string stepKey, CancellationToken cancellation)
    {
        var arguments = CommandLine.Fill(options.Find, environment, component, key: stepKey);
        var found = await AskAsync<Found>(arguments, cancellation);
        return found.Key == stepKey
            ? found
            : throw new DeployerUnavailableException($"{arguments[0]} answered for {found.Key}, not for {stepKey}");
    }

    /// <summary>A program says itself what it cannot do; only one that was never configured is known beforehand.</summary>
    public Task<string?> PreflightAsync(IReadOnlyList<string> arguments, CancellationToken cancellation) =>
        Task.FromResult(
            arguments.Count > 0
                ? null
                : "No deployer was configured when this was proposed. Deploy by hand and say so, or propose anew."
        );

    public async Task<string?> DeployAsync(
        IReadOnlyList<string> arguments,
        Action<string> report,
        CancellationToken cancellation
    )
    {
        var sink = BoundedLines.Pipe(LongestLine, report);
        try
        {
            var result = await Command(arguments)
                .WithStandardOutputPipe(sink)
                .WithStandardErrorPipe(sink)
                .ExecuteAsync(cancellation);
            return result.ExitCode == 0 ? null : $"The deployer ended with {result.ExitCode}. Its output says why.";
        }
        catch (Win32Exception)
        {
            return $"Nothing was begun: {arguments[0]} could not be started.";
        }
    }

    public async Task<string?> CancelAsync(string stepKey, CancellationToken cancellation)
    {
        if (options.Cancel is not { Count: > 0 } cancel)
        {
            return "No program to cancel with is configured (Cancel). Stop it where it runs.";
        }

        var errors = new BoundedText(LongestLine);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(AskLimit);
        try
        {
            var result = await Command(CommandLine.Fill(cancel, environment, component, key: stepKey))
                .WithStandardErrorPipe(BoundedLines.Pipe(LongestLine, errors.Add))
                .ExecuteAsync(limit.Token);
            return result.ExitCode == 0 ? null : $"{cancel[0]} ended with {result.ExitCode}: {errors.Text}";
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return $"{cancel[0]} did not answer in {AskLimit.TotalSeconds} s.";
        }
        catch (Win32Exception)
        {
            return $"{cancel[0]} could not be started.";
        }
        catch (CliWrapException problem)
        {
            return $"{cancel[0]}: {problem.Message}";
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
                .WithStandardOutputPipe(BoundedLines.Pipe(LongestAnswer, answer.Add))
                .WithStandardErrorPipe(BoundedLines.Pipe(LongestLine, errors.Add))
                .ExecuteAsync(limit.Token);
            return result.ExitCode == 0 && JsonSerializer.Deserialize<T>(answer.Text, Strict) is { } read
                ? read
                : throw new DeployerUnavailableException($"{arguments[0]} ended with {result.ExitCode}: {errors.Text}");
        }
        catch (OperationCanceledException problem) when (!cancellation.IsCancellationRequested)
        {
            throw new DeployerUnavailableException(
                $"{arguments[0]} did not answer in {AskLimit.TotalSeconds} s",
                problem
            );
        }
        catch (Win32Exception problem)
        {
            throw new DeployerUnavailableException($"{arguments[0]} could not be started", problem)
            {
                NothingSent = true,
            };
        }
        catch (Exception problem) when (problem is JsonException or CliWrapException)
        {
            throw new DeployerUnavailableException($"{arguments[0]}: {problem.Message}", problem);
        }
    }

    private static Command Command(IReadOnlyList<string> arguments) =>
        Cli.Wrap(arguments[0])
            .WithArguments(arguments.Skip(1), escape: true)
            .WithEnvironmentVariables(CleanEnvironment.With())
            .WithValidation(CommandResultValidation.None);
}
