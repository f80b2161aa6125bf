using System.Text.Json;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Redaction;

namespace Mcpx.Watchdog.Configuration;

/// <summary>
/// Secrets are configured by the name of the variable that holds them, and taken out of every text before it is stored
/// or sent.
/// </summary>
internal sealed class Secrets : IRedaction
{
    /// <summary>The key of the one that every command needs that opens the store.</summary>
    public const string StoreKey = "Watchdog:Store:ConnectionVariable";

    private readonly string[] _values;
    private volatile Snapshot _known;

    public Secrets(WatchdogOptions options)
    {
        _values = [.. Named(JsonSerializer.SerializeToElement(options, EventBody.Json)).Select(Read).OfType<string>()];
        _known = new(_values, SecretFiles.Seen);
    }

    /// <summary>The configured values alone, whatever they look like.</summary>
    public IRedaction Configured
    {
        get
        {
            // A file that was renewed brought another value; both may turn up.
            var (known, seen) = (_known, SecretFiles.Seen);
            if (!ReferenceEquals(known.Seen, seen))
            {
                _known = known = new(_values, seen);
            }

            return known.Redaction;
        }
    }

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
        let problem = Problem(Read(variable.Name), IsAddress(options, variable.Name))
        where problem is not null
        select new ConfigurationError(variable.Key, variable.Name, problem);

    private static bool IsAddress(WatchdogOptions options, string variable) =>
        variable == options.Slack.WebhookVariable
        || variable == options.Heartbeat.AddressVariable
        || variable == options.Paging.Webhook?.AddressVariable;

    /// <summary>What is wrong with a variable's value, never the value itself.</summary>
    private static string? Problem(string? value, bool isAddress) =>
        value is null ? "names an environment variable that is not set"
        : value.Any(char.IsControl) ? "names an environment variable whose value has a line break or control character"
        : isAddress && !OptionsValidator.IsAddress(value)
            ? "names an environment variable that holds no absolute http or https address"
        : null;

    /// <summary>Deployers whose arguments hold a configured secret: an approval would bind it, and everybody see it.</summary>
    public IEnumerable<ConfigurationError> InArguments(WatchdogOptions options) =>
        options.Environments.SelectMany(environment =>
            SecretsInOptions.Find(
                $"Watchdog:Environments:{environment.Key}:Deployers",
                environment.Value.Deployers,
                Configured
            )
        );

    /// <inheritdoc/>
    public bool MayHold(ReadOnlySpan<char> text) => Configured.MayHold(text) || ShapeRedaction.Instance.MayHold(text);

    /// <summary>The text without any configured secret, and without what looks like one.</summary>
    public string Redact(string text) => ShapeRedaction.Instance.Redact(Configured.Redact(text));

    /// <summary>Every variable that an option names, needed now or not: whatever it holds stays out of all texts.</summary>
    private static IEnumerable<string> Named(JsonElement options) =>
        options.ValueKind switch
        {
            JsonValueKind.Object => options
                .EnumerateObject()
                .SelectMany(one =>
                    one.Value.ValueKind == JsonValueKind.String
                        ? one.Name.EndsWith("Variable", StringComparison.Ordinal)
                            ? [one.Value.GetString()!]
                            : []
                        : Named(one.Value)
                ),
            JsonValueKind.Array => options.EnumerateArray().SelectMany(Named),
            _ => [],
        };

    /// <summary>What a running watchdog cannot do without.</summary>
    private static IEnumerable<(string Key, string Name)> Variables(WatchdogOptions options)
    {
        yield return ("Watchdog:ServiceTokenVariable", options.ServiceTokenVariable);
        if (options.Slack.WebhookVariable is { } webhook)
        {
            yield return ("Watchdog:Slack:WebhookVariable", webhook);
        }

        if (options.Heartbeat.AddressVariable is { } heartbeat)
        {
            yield return ("Watchdog:Heartbeat:AddressVariable", heartbeat);
        }

        if (options.Slack.BotTokenVariable is { } bot)
        {
            yield return ("Watchdog:Slack:BotTokenVariable", bot);
        }

        if (options.Store.ConnectionVariable is { } store)
        {
            yield return (StoreKey, store);
        }

        if (options.Ticket is { TokenVariable: { Length: > 0 } ticket })
        {
            yield return ("Watchdog:Ticket:TokenVariable", ticket);
        }

        if (options.Ticket is { UserVariable: { Length: > 0 } user })
        {
            yield return ("Watchdog:Ticket:UserVariable", user);
        }

        foreach (var variable in PeoplesVariables(options))
        {
            yield return variable;
        }

        if (options.FollowUps is { } followUps)
        {
            yield return ("Watchdog:FollowUps:TokenVariable", followUps.TokenVariable);
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

            if (environment.Logs?.TokenVariable is { } logs)
            {
                yield return ($"Watchdog:Environments:{name}:Logs:TokenVariable", logs);
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

    /// <summary>What pages and mails are sent with.</summary>
    private static IEnumerable<(string Key, string Name)> PeoplesVariables(WatchdogOptions options)
    {
        if (options.Paging.PagerDuty is { } pagerDuty)
        {
            yield return ("Watchdog:Paging:PagerDuty:RoutingKeyVariable", pagerDuty.RoutingKeyVariable);
        }

        if (options.Paging.Webhook is { } paging)
        {
            yield return ("Watchdog:Paging:Webhook:AddressVariable", paging.AddressVariable);
            if (paging.SecretVariable is { } secret)
            {
                yield return ("Watchdog:Paging:Webhook:SecretVariable", secret);
            }
        }

        if (options.Mail is { User: not null } mail)
        {
            yield return ("Watchdog:Mail:PasswordVariable", mail.PasswordVariable);
        }

        if (options.Roster.Source?.TokenVariable is { } schedule)
        {
            yield return ("Watchdog:Roster:Source:TokenVariable", schedule);
        }

        var contacts = options.Roster.Contacts ?? [];
        for (var i = 0; i < contacts.Count; i++)
        {
            if (contacts[i].PagingKeyVariable is { } key)
            {
                yield return (FormattableString.Invariant($"Watchdog:Roster:Contacts:{i}:PagingKeyVariable"), key);
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

    private sealed record Snapshot(string[] Values, IReadOnlyList<string> Seen)
    {
        public KnownSecrets Redaction { get; } = new(Values.Concat(Seen));
    }
}
