using CliWrap;
using CliWrap.Exceptions;
using Mcpx.Watchdog.Deployers;
using Win32Exception = System.ComponentModel.Win32Exception;

namespace Mcpx.Watchdog.Processes;

/// <summary>
/// Runs a program of the operator's own, as a list and never through a shell: in time, with bounded output and without our variables.
/// What does not end in time, or cannot be started, has failed; a program that is killed is killed with all that it started.
/// </summary>
internal static class BoundedCommand
{
    private const int LongestLine = 2_000;
    private const int MostLines = 1_000;

    /// <summary>Runs it to its end.</summary>
    /// <param name="command">Program and arguments.</param>
    /// <param name="timeout">After which it is killed.</param>
    /// <param name="variables">What it gets beside what every program needs.</param>
    /// <param name="take">Takes its output line by line.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellation">Ends it early.</param>
    public static async Task<(bool Passed, string How)> RunAsync(
        IReadOnlyList<string> command,
        TimeSpan timeout,
        Dictionary<string, string?> variables,
        Action<string> take,
        TimeProvider time,
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
                    take(line);
                }
            }
        );
        using var limit = new CancellationTokenSource(timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            var result = await Cli.Wrap(command[0])
                .WithArguments(command.Skip(1), escape: true)
                .WithEnvironmentVariables(variables)
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
