using System.Globalization;
using CliWrap;
using CliWrap.Exceptions;
using Mcpx.Domain.Configuration;
using Mcpx.Watchdog.Configuration;
using Mcpx.Watchdog.Deployers;
using Win32Exception = System.ComponentModel.Win32Exception;

namespace Mcpx.Watchdog.Browser;

/// <summary>How the program ended.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Printed">What it printed.</param>
/// <param name="Problem">Why it has neither; null when it ended by itself.</param>
internal sealed record ProgramEnd(int ExitCode, string Printed, string? Problem);

/// <summary>
/// Starts the program that looks: arguments as a list, a clean environment, bounded output. What has not ended in time is killed
/// with all that it started.
/// </summary>
internal sealed class BrowserProgram(TimeProvider time)
{
    private const int LongestAnswer = 256 * 1024;
    private const int LongestError = 400;
    private static readonly TimeSpan ToEndByItself = TimeSpan.FromSeconds(5);

    public async Task<ProgramEnd> RunAsync(
        string environment,
        BrowserPlace place,
        string folder,
        BrowserCheckOptions options,
        CancellationToken stopping
    )
    {
        var program = options.Command[0];
        var (answer, errors) = (new BoundedText(LongestAnswer), new BoundedText(LongestError));
        using var limit = new CancellationTokenSource(options.Timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stopping);
        try
        {
            var result = await Cli.Wrap(program)
                .WithArguments(Arguments(environment, place, folder, options), escape: true)
                .WithEnvironmentVariables(
                    CleanEnvironment.With(
                        ("CHROMIUM_PATH", Environment.GetEnvironmentVariable("CHROMIUM_PATH")),
                        (
                            options.PasswordVariable,
                            options.User.Length > 0 ? Secrets.Read(options.PasswordVariable) : null
                        )
                    )
                )
                .WithValidation(CommandResultValidation.None)
                .WithStandardOutputPipe(BoundedLines.Pipe(LongestAnswer, answer.Add))
                .WithStandardErrorPipe(BoundedLines.Pipe(LongestError / 2, errors.Add))
                .ExecuteAsync(both.Token);
            return answer.Text.Length > 0
                ? new(result.ExitCode, answer.Text, null)
                : new(
                    result.ExitCode,
                    "",
                    $"{program} ended with {result.ExitCode} and no result. {errors.Text}".Trim()
                );
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            return new(0, "", $"{program} did not end in {options.Timeout.TotalSeconds:0} s and was killed");
        }
        catch (Exception problem) when (problem is Win32Exception or CliWrapException or IOException)
        {
            return new(0, "", $"{program} could not be started: {problem.Message}");
        }
    }

    private static IEnumerable<string> Arguments(
        string environment,
        BrowserPlace place,
        string folder,
        BrowserCheckOptions options
    )
    {
        var seconds = (int)(options.Timeout - ToEndByItself).TotalSeconds;
        return
        [
            .. options.Command.Skip(1),
            "--base",
            place.Address,
            "--environment",
            environment,
            "--pages",
            string.Join(',', options.EffectivePages),
            "--badge",
            options.Badge,
            "--out",
            folder,
            "--timeout",
            string.Create(CultureInfo.InvariantCulture, $"{seconds}s"),
            .. options.User.Length > 0
                ? ["--user", options.User, "--login", options.LoginPath, "--password-env", options.PasswordVariable]
                : Array.Empty<string>(),
        ];
    }
}
