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
        from variable in SecretVariables.NeededBy(options)
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

    private sealed record Snapshot(string[] Values, IReadOnlyList<string> Seen)
    {
        public KnownSecrets Redaction { get; } = new(Values.Concat(Seen));
    }
}
