using System.CommandLine;
using System.Globalization;
using Mcpx.Launcher.Processes;
using Mcpx.Launcher.Test;
using Mcpx.Launcher.Up;

namespace Mcpx.Launcher;

/// <summary>The command line. Wrong arguments end with one line and exit code 2.</summary>
/// <param name="output">Standard output.</param>
/// <param name="error">Standard error.</param>
internal sealed class Cli(TextWriter output, TextWriter error)
{
    private static readonly string[] HelpWords = ["--help", "-h", "-?"];

    /// <summary>Runs one command.</summary>
    /// <returns>The process's exit code.</returns>
    public async Task<int> RunAsync(IReadOnlyList<string> arguments, StopSignals signals)
    {
        try
        {
            var rest = arguments.Skip(1).ToArray();
            return arguments.Count == 0 ? await ParseAsync(["--help"], signals)
                : arguments[0] == "sandbox" ? await Forwarding.SandboxAsync(Layout.Find(), rest, signals.Stop)
                : arguments[0] == "watchdog" ? await Forwarding.WatchdogAsync(Layout.Find(), rest, signals.Stop)
                : arguments[0] == "test" && !rest.Any(word => HelpWords.Contains(word, StringComparer.Ordinal))
                    ? await new TestCommand(Layout.Find(), output).RunAsync(rest, signals.Stop)
                : await ParseAsync(arguments, signals);
        }
        catch (LauncherException refused)
        {
            await error.WriteLineAsync($"watchdog: {refused.Message}");
            return refused.ExitCode;
        }
        catch (OperationCanceledException) when (signals.Stop.IsCancellationRequested)
        {
            await error.WriteLineAsync("watchdog: interrupted.");
            return 130;
        }
    }

    private async Task<int> ParseAsync(IReadOnlyList<string> arguments, StopSignals signals)
    {
        var parsed = Root(signals).Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            // "Required command was not provided" says nothing beside the word that was not understood.
            var wrong = parsed.Errors.Select(found => found.Message).Distinct(StringComparer.Ordinal).ToList();
            var what = string.Join(" ", wrong.Count > 1 && parsed.UnmatchedTokens.Count > 0 ? wrong[1..] : wrong);
            throw new LauncherException(2, $"{what} See ./watchdog --help.");
        }
        return await parsed.InvokeAsync(
            new InvocationConfiguration
            {
                Output = output,
                Error = error,
                EnableDefaultExceptionHandler = false,
                // Signals are ours: stopping three processes in order takes longer than its default of two seconds.
                ProcessTerminationTimeout = null,
            }
        );
    }

    private RootCommand Root(StopSignals signals)
    {
        var portBase = new Option<int>("--port-base")
        {
            HelpName = "N",
            Description = $"The dashboard's port; the others follow it (1 to {PortPlan.HighestBase}).",
            DefaultValueFactory = _ => PortPlan.DefaultBase,
        };
        portBase.Validators.Add(result =>
        {
            var text = result.Tokens.Count > 0 ? result.Tokens[0].Value : $"{PortPlan.DefaultBase}";
            if (
                !int.TryParse(text, CultureInfo.InvariantCulture, out var port) || port is < 1 or > PortPlan.HighestBase
            )
                result.AddError($"--port-base {text}: must be a number from 1 to {PortPlan.HighestBase}.");
        });
        var data = new Option<string?>("--data")
        {
            HelpName = "DIR",
            Description = "The data folder: databases, logs, the sandbox. [default: .watchdog in the repository]",
        };
        var environments = new Option<string?>("--environments")
        {
            HelpName = "A,B",
            Description =
                $"Which of {string.Join(", ", PortPlan.KnownEnvironments)} to run. [default: {string.Join(',', PortPlan.DefaultEnvironments)}]",
        };
        var apis = new Option<int>("--api-instances")
        {
            HelpName = "N",
            Description = $"API instances of each environment, {PortPlan.FewestApis} to {PortPlan.MostApis}.",
            DefaultValueFactory = _ => PortPlan.FewestApis,
        };
        apis.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < PortPlan.FewestApis or > PortPlan.MostApis)
                result.AddError(
                    $"--api-instances {string.Concat(result.Tokens)}: must be a number from {PortPlan.FewestApis} to {PortPlan.MostApis}."
                );
        });
        var noBrowser = new Option<bool>("--no-browser") { Description = "Do not open the dashboard in a browser." };
        var wait = new Option<bool>("--wait")
        {
            Description = "Return once all is ready and leave it running; 'down' stops it.",
        };

        var up = new Command("up", "Build if needed, start sandbox, watchdog and dashboard, and stay until Ctrl+C.")
        {
            portBase,
            data,
            environments,
            apis,
            noBrowser,
            wait,
        };
        up.SetAction(
            async (parsed, _) =>
            {
                var (layout, options) = Options(parsed, browser: !parsed.GetValue(noBrowser));
                var command = new UpCommand(layout, options, output);
                return parsed.GetValue(wait)
                    ? await command.RunDetachedAsync(new DetachedSupervisor(layout, options, output, error), signals)
                    : await command.RunAsync(signals);
            }
        );
        var supervise = new Command(DetachedSupervisor.Verb, "The process behind 'up --wait'.")
        {
            portBase,
            data,
            environments,
            apis,
        };
        supervise.Hidden = true;
        supervise.SetAction(
            async (parsed, _) =>
            {
                var (layout, options) = Options(parsed, browser: false);
                return await new DetachedSupervisor(layout, options, output, error).RunAsync(signals);
            }
        );
        var down = new Command("down", "Stop what 'up' started, and wait until it is gone.") { data };
        down.SetAction(
            (parsed, _) => new DownCommand(DataFolder(Layout.Find(), parsed), output).RunAsync(signals.Stop)
        );

        var root = new RootCommand(
            "MCPX Watchdog: watches the portal, proposes a rollback, runs it when approved, keeps the evidence."
        )
        {
            up,
            down,
            supervise,
            Handed("sandbox", "Deploy to, break and heal the sandbox: 'sandbox list' shows how."),
            Handed("test", "Run every test; further arguments go to dotnet test, e.g. --filter Name."),
            Handed("watchdog", "The watchdog's own commands: 'watchdog --help' shows them."),
        };
        root.HelpName = OperatingSystem.IsWindows() ? "watchdog" : "./watchdog";
        return root;

        (Layout, UpOptions) Options(ParseResult parsed, bool browser)
        {
            var given = parsed.GetValue(environments) is { } text ? EnvironmentNames.Parse(text) : null;
            var ports = PortPlan.For(
                parsed.GetValue(portBase),
                given ?? PortPlan.DefaultEnvironments,
                parsed.GetValue(apis)
            );
            var layout = Layout.Find();
            return (
                layout,
                new UpOptions(ports, DataFolder(layout, parsed), given, browser) { Apis = parsed.GetValue(apis) }
            );
        }

        string DataFolder(Layout layout, ParseResult parsed) =>
            parsed.GetValue(data) is { Length: > 0 } folder
                ? Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))
                : layout.DefaultData;
    }

    // Shown in the help; run before parsing, so that every argument arrives as it was typed.
    private static Command Handed(string name, string description) =>
        new(name, description) { new Argument<string[]>("args") { Arity = ArgumentArity.ZeroOrMore } };
}
