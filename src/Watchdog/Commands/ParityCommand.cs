using System.CommandLine;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Parity;
using Mcpx.Watchdog.Configuration;
using Mcpx.Watchdog.Probes.Changes;
using Mcpx.Watchdog.Probes.Parity;
using Mcpx.Watchdog.Probes.Security;
using Mcpx.Watchdog.Replay;
using Mcpx.Watchdog.Wire;

namespace Mcpx.Watchdog.Commands;

/// <summary>
/// <c>parity</c>: holds an environment's effective configuration against an expected file, once (runbook section 9: re-run
/// until 0 critical).
/// </summary>
internal static class ParityCommand
{
    public static Command Create()
    {
        var environment = new Option<string?>("--env") { Description = "The environment, for example RTM." };
        var expected = new Option<string?>("--expected")
        {
            Description = "File with what is expected, YAML or JSON (docs/parity.md); else the configured one.",
        };
        var config = Options.Config();
        var address = new Option<string?>("--base")
        {
            Description = "The portal's API, for example https://api.rtm.example.com; else the configured instances.",
        };
        var token = new Option<string?>("--token-env")
        {
            Description = "Variable that holds the portal's token; else the configured one.",
        };
        var json = new Option<bool>("--json") { Description = "Print the report as JSON." };
        var markdown = new Option<bool>("--markdown") { Description = "Print the report as Markdown." };
        var command = new Command("parity", "Compare an environment's configuration with what is expected.")
        {
            environment,
            expected,
            config,
            address,
            token,
            json,
            markdown,
        };
        command.SetAction(
            (parsed, cancellation) =>
                RunAsync(
                    new(
                        parsed.GetValue(environment),
                        parsed.GetValue(expected),
                        parsed.GetValue(config),
                        parsed.GetValue(address),
                        parsed.GetValue(token),
                        parsed.GetValue(json),
                        parsed.GetValue(markdown)
                    ),
                    Console.Out,
                    Console.Error,
                    cancellation
                )
        );
        return command;
    }

    internal static async Task<int> RunAsync(
        Asked asked,
        TextWriter output,
        TextWriter error,
        CancellationToken cancellation
    )
    {
        try
        {
            var target = ParityTarget.Of(asked);
            var expected = ExpectedFile.Read(target.ExpectedFile, target.Seals.For(target.Environment.Drift));
            target.CheckDigests(expected);
            var (poll, why) = await PollAsync(target, cancellation);
            if (poll is null)
            {
                error.WriteLine($"{target.Name} could not be polled: {why}.");
                return ExitCodes.BadInput;
            }

            var report = expected.Compare(poll, target.Environment.Drift, target.Seals.For(target.Environment.Drift));
            output.Write(
                asked.Json ? ParityJson.Write(target.Name, report) + "\n"
                : asked.Markdown ? ParityMarkdown.Write(target.Name, report)
                : Text(target.Name, report)
            );
            return report.Critical > 0 ? ExitCodes.Failed : ExitCodes.Ok;
        }
        catch (BadFileException problem)
        {
            foreach (var line in problem.Problems)
            {
                error.WriteLine(line);
            }

            return ExitCodes.BadInput;
        }
    }

    private static async Task<(SettingPoll? Poll, string Why)> PollAsync(
        ParityTarget target,
        CancellationToken cancellation
    )
    {
        using var wire = new WireClient();
        var reader = new SettingReader(new(wire), target.Seals, TimeProvider.System);
        return await reader.ReadAsync(target.Environment, target.Token, cancellation);
    }

    private static string Text(string name, ParityReport report) =>
        string.Concat(
            report
                .Differences.Where(difference => difference.Severity != DriftSeverity.Ignored)
                .Select(difference => $"{difference.Severity.ToString().ToLowerInvariant()}: {difference.Sentence}\n")
                .Append(
                    FormattableString.Invariant(
                        $"{name}: {report.Critical} critical, {report.Warnings} warnings in {report.Compared} keys.\n"
                    )
                )
        );

    /// <summary>What was asked for.</summary>
    internal sealed record Asked(
        string? Environment,
        string? Expected = null,
        string? Config = null,
        string? Base = null,
        string? TokenVariable = null,
        bool Json = false,
        bool Markdown = false
    );
}
