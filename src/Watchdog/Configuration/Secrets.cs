using System.Text.RegularExpressions;
using Mcpx.Domain.Configuration;

namespace Mcpx.Watchdog.Configuration;

/// <summary>
/// Secrets are configured by the name of the variable that holds them, and taken out of every text before it is stored
/// or sent.
/// </summary>
internal sealed partial class Secrets
{
    private const string Removed = "[removed]";
    private readonly string[] _values;

    public Secrets(WatchdogOptions options) =>
        _values = [
            .. Variables(options)
                .Select(variable => Environment.GetEnvironmentVariable(variable.Name))
                .OfType<string>()
                .Where(value => value.Length >= 6)
                .Distinct()
                .OrderByDescending(value => value.Length),
        ];

    /// <summary>The value of a variable; null when it is not set.</summary>
    public static string? Read(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : null;

    /// <summary>Variables that are named and not set.</summary>
    public static IEnumerable<ConfigurationError> Missing(WatchdogOptions options) =>
        Variables(options)
            .Where(variable => Read(variable.Name) is null)
            .Select(variable => new ConfigurationError(
                variable.Key,
                variable.Name,
                "names an environment variable that is not set"
            ));

    /// <summary>The text without any configured secret, bearer token or password of a connection string.</summary>
    public string Redact(string text)
    {
        foreach (var value in _values)
        {
            text = text.Replace(value, Removed, StringComparison.Ordinal);
        }

        return KnownShapes().Replace(text, match => match.Groups["name"].Value + Removed);
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
            yield return ($"Watchdog:Environments:{name}:Probes:TokenVariable", environment.Probes.TokenVariable);
            if (environment.Validation.Web is { LoginPath: not null } web)
            {
                yield return ($"Watchdog:Environments:{name}:Validation:Web:PasswordVariable", web.PasswordVariable);
            }
        }
    }

    [GeneratedRegex(
        @"(?<name>(?i:bearer\s+|(?:password|pwd|secret|token|api[-_]?key|sig)\s*[=:]\s*))[^\s;&""',]+",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 200
    )]
    private static partial Regex KnownShapes();
}
