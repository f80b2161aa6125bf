using Mcpx.Domain.Redaction;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Configuration;

/// <summary>One thing wrong with a configuration.</summary>
/// <param name="Key">The full key, for example <c>Watchdog:Environments:Prod:Lkg:Api</c>.</param>
/// <param name="Value">The value found.</param>
/// <param name="Problem">What is wrong with it, and what would be right.</param>
public sealed record ConfigurationError(string Key, string Value, string Problem)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Key} = {Clean(Value)}: {Clean(Problem)}";

    /// <summary>Each by itself: a key that speaks of secrets makes no secret of its value.</summary>
    private static string Clean(string text) => ShapeRedaction.Instance.Redact(text);
}

/// <summary>Checks a configuration as a whole: every error at once, before anything starts.</summary>
public static class OptionsValidator
{
    /// <summary>The environments the runbook knows (section 2).</summary>
    public static IReadOnlyList<string> KnownEnvironments { get; } = ["Alpha", "Beta", "RTM", "Prod"];

    /// <summary>Finds every error.</summary>
    /// <param name="options">What was read.</param>
    /// <param name="releases">Tags of the releases found in the release folder.</param>
    public static IReadOnlyList<ConfigurationError> Validate(
        WatchdogOptions options,
        IReadOnlyCollection<string> releases
    )
    {
        var errors = new List<ConfigurationError>();
        CheckAddress(errors, "Watchdog:Address", options.Address);
        CheckAddress(errors, "Watchdog:DashboardAddress", options.DashboardAddress);
        options.Slack.Check(errors, "Watchdog:Slack");
        RosterChecks.Check(errors, "Watchdog:Roster", options);
        options.Paging.Check(errors, "Watchdog:Paging", options);
        options.Mail?.Check(errors, "Watchdog:Mail");
        PeopleValidator.Check(errors, "Watchdog:People", options.People);
        options.Silences.Check(errors, "Watchdog:Silences");
        options.Store.Check(errors, "Watchdog:Store");
        options.Recording.Check(errors, "Watchdog:Recording");
        options.Evidence.Check(errors, "Watchdog:Evidence");
        options.FollowUps?.Check(errors, "Watchdog:FollowUps");
        options.Ticket?.Check(errors, "Watchdog:Ticket");
        options.Retention.Check(errors, "Watchdog:Retention");
        options.Heartbeat.Check(errors, "Watchdog:Heartbeat");
        options.Journal.Anchor.Check(errors, "Watchdog:Journal:Anchor");
        errors.Positive("Watchdog:DiscoveryInterval", options.DiscoveryInterval);
        if (options.ReleaseLookInterval < TimeSpan.FromSeconds(1))
        {
            errors.Add(new("Watchdog:ReleaseLookInterval", $"{options.ReleaseLookInterval:c}", "must be at least 1 s"));
        }
        if (options.ProbeJitter is not (>= 0 and <= 0.25))
        {
            errors.Add(
                new(
                    "Watchdog:ProbeJitter",
                    FormattableString.Invariant($"{options.ProbeJitter}"),
                    "must be from 0 to 0.25"
                )
            );
        }
        if (options.Environments.Count == 0)
        {
            errors.Add(new("Watchdog:Environments", "none", "at least one environment must be watched"));
        }

        foreach (var (name, environment) in options.Environments)
        {
            var key = $"Watchdog:Environments:{name}";
            if (!KnownEnvironments.Contains(name))
            {
                errors.Add(new(key, name, $"unknown environment; known are {string.Join(", ", KnownEnvironments)}"));
            }

            EnvironmentValidator.Check(errors, key, name, environment, releases);
        }

        CheckSharedAddresses(errors, options);
        var named = errors.Select(error => error.Key).ToHashSet(StringComparer.Ordinal);
        errors.AddRange(
            SecretsInOptions
                .Find("Watchdog", options.WithoutSecrets(), ShapeRedaction.Instance)
                .Where(error => !named.Contains(error.Key))
        );
        return errors;
    }

    /// <summary>What works, but a person should know.</summary>
    public static IReadOnlyList<string> Warnings(WatchdogOptions options)
    {
        var warnings = new List<string>();
        if (!options.Slack.IsConfigured)
        {
            warnings.Add("No Slack webhook is configured: nobody is told of a rollback outside the dashboard.");
        }

        if (!options.Heartbeat.IsSent)
        {
            warnings.Add(
                "No outgoing heartbeat is configured: when this host dies, nobody is told (Watchdog:Heartbeat)."
            );
        }

        if (!options.Paging.IsOn && options.Environments.ContainsKey("Prod"))
        {
            warnings.Add("No way to page anybody is configured: a proposal in Prod wakes nobody (docs/paging.md).");
        }

        if (
            (options.Slack.IsConfigured || options.Paging.IsOn)
            && IsOnThisHost(options.DashboardAddress)
            // A sandbox is all on one machine.
            && options
                .Environments.Values.SelectMany(watched => watched.Instances)
                .Any(one => !IsOnThisHost(one.Address))
        )
        {
            warnings.Add(
                $"Watchdog:DashboardAddress = {options.DashboardAddress}: every message links there, which on anybody else's machine is their own."
            );
        }

        if (options.Paging.Mail)
        {
            warnings.AddRange(RosterChecks.WithoutMail(options.Roster));
        }

        foreach (var (name, environment) in options.Environments)
        {
            if (environment.Probes.Vantages.Count == 0)
            {
                warnings.Add(
                    $"No vantage is configured in {name}: the watchdog cannot tell its own blindness from the portal's outage."
                );
            }

            if (environment is { Freeze.Commands: [_, ..] commands, Execution: not Execution.On })
            {
                warnings.Add(
                    $"In {name} execution is {environment.Execution}: at a freeze people pause {string.Join(", ", commands.Select(command => command.Name))} by hand (docs/pipelines.md)."
                );
            }

            var ready = environment.Instances.Select(instance => instance.Component).Distinct();
            foreach (var component in ready.Where(component => !environment.Lkg.ContainsKey(component)))
            {
                warnings.Add($"{name} has no LKG for {component}: not ready for rollback.");
            }
        }

        return warnings;
    }

    /// <summary>Whether this is an absolute http or https address.</summary>
    public static bool IsAddress(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https");

    private static bool IsOnThisHost(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.IsLoopback;

    internal static void CheckAddress(List<ConfigurationError> errors, string key, string address)
    {
        if (!IsAddress(address))
        {
            errors.Add(new(key, address, "must be an absolute http or https address"));
        }
    }

    private static void CheckSharedAddresses(List<ConfigurationError> errors, WatchdogOptions options)
    {
        var instances =
            from environment in options.Environments
            from pair in environment.Value.Instances.Select((instance, index) => (instance, index))
            select (
                Key: $"Watchdog:Environments:{environment.Key}:Instances:{pair.index}:Address",
                pair.instance.Address
            );
        foreach (
            var same in instances.GroupBy(instance => instance.Address.TrimEnd('/'), StringComparer.OrdinalIgnoreCase)
        )
        {
            foreach (var (key, address) in same.Skip(1))
            {
                errors.Add(new(key, address, $"is the address of {same.First().Key} too"));
            }
        }
    }
}
