using System.Text.RegularExpressions;
using Mcpx.Domain.Configuration;

namespace Mcpx.Watchdog.Configuration;

/// <summary>
/// Secrets are configured by the name of the variable that holds them, and taken out of every text before it is stored
/// or sent.
/// </summary>
internal sealed class Secrets
{
    private const string Removed = "[removed]";

    /// <summary>Linear whatever the text, so that no time limit can throw where a secret is to be removed.</summary>
    private static readonly Regex KnownShapes = new(
        @"(?<name>(?i:bearer\s+|(?:password|pwd|secret|token|api[-_]?key|sig)[""']?\s*[=:]\s*[""']?))[^\s;&""',]+",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    );

    private readonly string[] _values;

    public Secrets(WatchdogOptions options) =>
        _values = [
            .. Variables(options)
                .Select(variable => Read(variable.Name))
                .OfType<string>()
                .Where(value => value.Length >= 6)
                .Distinct()
                .OrderByDescending(value => value.Length),
        ];

    /// <summary>
    /// The value of a variable, or else what the file holds that the variable of the same name with <c>_FILE</c> behind it
    /// names: a token that is renewed is read anew. Null when neither is there.
    /// </summary>
    public static string? Read(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value
        : Environment.GetEnvironmentVariable($"{variable}_FILE") is { Length: > 0 } path ? SecretFiles.Read(path)
        : null;

    /// <summary>Variables that are named and not set, or hold what cannot be sent.</summary>
    public static IEnumerable<ConfigurationError> Missing(WatchdogOptions options) =>
        from variable in Variables(options)
        let problem = Problem(Read(variable.Name), variable.Name == options.Slack.WebhookVariable)
        where problem is not null
        select new ConfigurationError(variable.Key, variable.Name, problem);

    /// <summary>What is wrong with a variable's value, never the value itself.</summary>
    private static string? Problem(string? value, bool isAddress) =>
        value is null ? "names an environment variable that is not set"
        : value.Any(char.IsControl) ? "names an environment variable whose value has a line break or control character"
        : isAddress && !OptionsValidator.IsAddress(value)
            ? "names an environment variable that holds no absolute http or https address"
        : null;

    /// <summary>The text without any configured secret, bearer token or password of a connection string.</summary>
    public string Redact(string text)
    {
        foreach (var value in _values.Concat(SecretFiles.Seen))
        {
            text = text.Replace(value, Removed, StringComparison.Ordinal);
        }

        return KnownShapes.Replace(text, match => match.Groups["name"].Value + Removed);
    }

    private static IEnumerable<(string Key, string Name)> Variables(WatchdogOptions options)
    {
        yield return ("Watchdog:ServiceTokenVariable", options.ServiceTokenVariable);
        if (options.Slack.WebhookVariable is { } webhook)
        {
            yield return ("Watchdog:Slack:WebhookVariable", webhook);
        }

        foreach (var (name, environment) in options.Environments)
        {
            foreach (var variable in DeployerVariables(name, environment))
            {
                yield return variable;
            }

            if (environment.PortalDatabase is { ConnectionVariable.Length: > 0 } database)
            {
                yield return (
                    $"Watchdog:Environments:{name}:PortalDatabase:ConnectionVariable",
                    database.ConnectionVariable
                );
            }

            yield return ($"Watchdog:Environments:{name}:Probes:TokenVariable", environment.Probes.TokenVariable);
            if (environment.Probes.MetricsTokenVariable is { } metrics)
            {
                yield return ($"Watchdog:Environments:{name}:Probes:MetricsTokenVariable", metrics);
            }

            if (environment.Probes.Prometheus is { IsAsked: true, TokenVariable: { } prometheus })
            {
                yield return ($"Watchdog:Environments:{name}:Probes:Prometheus:TokenVariable", prometheus);
            }

            if (environment.Probes.Workflows.Browser is { User.Length: > 0 } browser)
            {
                yield return (
                    $"Watchdog:Environments:{name}:Probes:Workflows:Browser:PasswordVariable",
                    browser.PasswordVariable
                );
            }

            if (environment.Validation.Browser is { User.Length: > 0 } once)
            {
                yield return (
                    $"Watchdog:Environments:{name}:Validation:Browser:PasswordVariable",
                    once.PasswordVariable
                );
            }

            if (environment.Validation.Web is { LoginPath: not null } web)
            {
                yield return ($"Watchdog:Environments:{name}:Validation:Web:PasswordVariable", web.PasswordVariable);
            }
        }
    }

    private static IEnumerable<(string Key, string Name)> DeployerVariables(string name, EnvironmentOptions environment)
    {
        var deployers = environment.Deployers.SelectMany(one =>
            new[] { ($"{one.Key}", one.Value), ($"{one.Key}:Fallback", one.Value.Fallback ?? new()) }
        );
        foreach (var (component, deployer) in deployers)
        {
            var key = $"Watchdog:Environments:{name}:Deployers:{component}";
            if (deployer.Http?.TokenVariable is { } pipeline)
            {
                yield return ($"{key}:Http:TokenVariable", pipeline);
            }

            if (deployer.GitHubActions is { } actions)
            {
                yield return ($"{key}:GitHubActions:TokenVariable", actions.TokenVariable);
            }
        }
    }
}
