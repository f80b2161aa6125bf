using System.CommandLine;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Watchdog.Commands.Rollback;

/// <summary>
/// <c>rollback</c>: declares that a component has to go back, for pipelines and for the night the dashboard is down. It declares;
/// people approve (docs/rollback-verb.md).
/// </summary>
internal static class RollbackCommand
{
    public static Command Create()
    {
        var config = Options.Config();
        var environment = Required("--env", "The environment, for example Prod.");
        var component = Required("--component", "What goes back: Api or Web; what is coupled goes with it.");
        var reason = Required("--reason", "Why, in one sentence; it stands in the journal and in messages.");
        var tag = new Option<string?>("--to") { Description = "The release to go back to; else the LKG." };
        var trigger = new Option<string>("--trigger")
        {
            Description = $"What is declared to fail: {string.Join(", ", TriggerNames.All)}.",
            DefaultValueFactory = _ => TriggerNames.Business,
        };
        var dryRun = new Option<bool>("--dry-run") { Description = "Print the plan and its hash; change nothing." };
        var wait = new Option<bool>("--wait")
        {
            Description = "Follow an approved rollback until it is restored or stands.",
        };
        var approve = new Option<string?>("--approve")
        {
            Description =
                "Approve as the person you are here: the plan with this hash, or, without one, after asking at the terminal.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var breakGlass = new Option<string?>("--break-glass")
        {
            Description = "Why who caused the failing change approves alone; another person must review it.",
        };
        var key = new Option<string?>("--key-env")
        {
            Description =
                "Variable that holds your personal key; else the operating-system user counts (Watchdog:People).",
        };
        var command = new Command("rollback", "Ask for a rollback, and run it where no watchdog does. People approve.")
        {
            config,
            environment,
            component,
            reason,
            tag,
            trigger,
            dryRun,
            wait,
            approve,
            breakGlass,
            key,
        };
        command.SetAction(
            (parsed, cancellation) =>
            {
                var terminal = Terminal.Own();
                if (ComponentOf(parsed.GetValue(component)!) is not { } which)
                {
                    terminal.Error.WriteLine($"--component {parsed.GetValue(component)}: must be Api or Web.");
                    return Task.FromResult(ExitCodes.BadInput);
                }

                if (parsed.GetValue(breakGlass) is { } glass && parsed.GetResult(approve) is null)
                {
                    terminal.Error.WriteLine($"--break-glass {glass}: goes with --approve.");
                    return Task.FromResult(ExitCodes.BadInput);
                }

                var request = new RollbackRequest(parsed.GetValue(environment)!, which, parsed.GetValue(reason)!)
                {
                    Tag = parsed.GetValue(tag),
                    Trigger = parsed.GetValue(trigger)!,
                    DryRun = parsed.GetValue(dryRun),
                    Wait = parsed.GetValue(wait),
                    Consent = parsed.GetResult(approve) is null
                        ? null
                        : new(parsed.GetValue(approve), parsed.GetValue(breakGlass)),
                    KeyVariable = parsed.GetValue(key),
                };
                return new RollbackSession(request, terminal).RunAsync(parsed.GetValue(config), cancellation);
            }
        );
        return command;
    }

    /// <summary>What is wrong with the request, before anything is looked at; null when nothing is.</summary>
    internal static string? Wrong(RollbackRequest request, WatchdogOptions options, Terminal terminal) =>
        !options.Environments.ContainsKey(request.Environment)
            ? $"--env {request.Environment}: not configured; known are {string.Join(", ", options.Environments.Keys)}."
        : request.Component is not (Component.Api or Component.Web)
            ? $"--component {request.Component}: must be Api or Web."
        : !TriggerNames.All.Contains(request.Trigger, StringComparer.Ordinal)
            ? $"--trigger {request.Trigger}: must be one of {string.Join(", ", TriggerNames.All)}."
        : string.IsNullOrWhiteSpace(request.Reason) || request.Reason.Length > IncidentDecision.LongestNote
            ? $"--reason {Shortened(request.Reason)}: must have 1 to {IncidentDecision.LongestNote} characters."
        : string.IsNullOrWhiteSpace(request.Tag ?? "any") ? "--to : names no release."
        : request.Consent is { Hash: { } hash } && !Consent.IsHash(hash)
            ? $"--approve {hash}: must be a plan's hash, or at least its first {Consent.FewestDigits} digits; --dry-run prints it."
        : request is { Consent.Hash: null, Consent: not null, DryRun: false } && terminal.Input is null
            ? "--approve : names no plan, and there is no terminal to ask at; name the plan's hash, --dry-run prints it."
        : null;

    /// <summary>By name only: a number names no component.</summary>
    private static Component? ComponentOf(string text) =>
        text.Equals(nameof(Component.Api), StringComparison.OrdinalIgnoreCase) ? Component.Api
        : text.Equals(nameof(Component.Web), StringComparison.OrdinalIgnoreCase) ? Component.Web
        : null;

    private static string Shortened(string text) => text.Length > 60 ? $"{text[..60]}…" : text;

    private static Option<string> Required(string name, string description) =>
        new(name) { Description = description, Required = true };
}
