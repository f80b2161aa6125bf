using System.Text.Json;
using System.Text.Json.Serialization;
using Mcpx.Domain.Redaction;

namespace Mcpx.Domain.Configuration;

/// <summary>
/// Finds secrets that stand in a configuration itself. It is written into the journal, shown to everybody, and plans are made
/// of it whose every letter an approval binds: nothing can be taken out of it later.
/// </summary>
public static class SecretsInOptions
{
    private const string Problem =
        "holds a secret; name an environment variable that holds it, or let the program read it by itself";

    private static readonly JsonSerializerOptions Json = new() { Converters = { new JsonStringEnumConverter() } };

    /// <summary>One error for every text that holds a secret, which is taken out of the error.</summary>
    /// <param name="key">The key of the part.</param>
    /// <param name="part">Options, or a part of them.</param>
    /// <param name="redaction">What is a secret.</param>
    public static IReadOnlyList<ConfigurationError> Find<T>(string key, T part, IRedaction redaction)
    {
        ArgumentNullException.ThrowIfNull(redaction);
        return
        [
            .. Walk(key, JsonSerializer.SerializeToElement(part, Json))
                .Select(text => (text.Key, text.Value, Clean: redaction.Redact(text.Value)))
                .Where(text => !string.Equals(text.Clean, text.Value, StringComparison.Ordinal))
                // What the options work out of each other holds it a second time.
                .DistinctBy(text => text.Value)
                .DistinctBy(text => text.Key)
                .Select(text => new ConfigurationError(text.Key, text.Clean, Problem)),
        ];
    }

    private static IEnumerable<(string Key, string Value)> Walk(string key, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                yield return (key, element.GetString()!);
                break;
            case JsonValueKind.Object:
                foreach (var text in element.EnumerateObject().SelectMany(one => Walk($"{key}:{one.Name}", one.Value)))
                {
                    yield return text;
                }

                break;
            case JsonValueKind.Array:
                var items = element.EnumerateArray().ToList();
                foreach (
                    var text in items.SelectMany((item, at) => Walk(FormattableString.Invariant($"{key}:{at}"), item))
                )
                {
                    yield return text;
                }

                // An option and its value are two arguments: "--password", "…".
                for (var at = 1; at < items.Count; at++)
                {
                    if (items[at - 1].ValueKind == JsonValueKind.String && items[at].ValueKind == JsonValueKind.String)
                    {
                        var (option, value) = (items[at - 1].GetString()!, items[at].GetString()!);
                        if (option.StartsWith('-') && !option.Contains(' ', StringComparison.Ordinal))
                        {
                            yield return (FormattableString.Invariant($"{key}:{at}"), $"{option} {value}");
                        }
                    }
                }

                break;
        }
    }
}
