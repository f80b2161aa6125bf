using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Mcpx.Watchdog.Configuration;

namespace Mcpx.Watchdog.Browser;

/// <summary>What the browser check prints, as far as it is judged (docs/browser-check.md).</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Why">Why it could not be made; null otherwise.</param>
/// <param name="Steps">The sign-in and the pages.</param>
/// <param name="Screenshots">Pictures in its folder.</param>
internal sealed record BrowserAnswer(
    BrowserOutcome Outcome,
    string? Why,
    IReadOnlyList<BrowserStep> Steps,
    IReadOnlyList<BrowserPicture> Screenshots
)
{
    /// <summary>A missing part must never read as a pass.</summary>
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false) },
    };

    /// <summary>Reads an answer and takes secrets out of every text in it.</summary>
    /// <returns>The answer and all that was printed; nulls when it is none.</returns>
    public static (BrowserAnswer? Answer, JsonNode? All) Read(string printed, Secrets secrets)
    {
        try
        {
            var all = Redact(JsonNode.Parse(printed), secrets);
            return (all.Deserialize<BrowserAnswer>(Strict), all);
        }
        // A key that stands there twice is told by an ArgumentException.
        catch (Exception problem) when (problem is JsonException or ArgumentException or InvalidOperationException)
        {
            return (null, null);
        }
    }

    private static JsonNode? Redact(JsonNode? node, Secrets secrets) =>
        node switch
        {
            JsonObject values => new JsonObject(
                values.Select(pair => KeyValuePair.Create(pair.Key, Redact(pair.Value, secrets)))
            ),
            JsonArray items => new JsonArray([.. items.Select(item => Redact(item, secrets))]),
            JsonValue value when value.TryGetValue<string>(out var text) => JsonValue.Create(secrets.Redact(text)),
            _ => node?.DeepClone(),
        };
}

/// <summary>How a look ended.</summary>
internal enum BrowserOutcome
{
    /// <summary>Every step passed.</summary>
    Passed,

    /// <summary>The portal failed at a step.</summary>
    Failed,

    /// <summary>It could not be made, which says nothing about the portal.</summary>
    NotRun,
}

/// <summary>One step.</summary>
/// <param name="Name"><c>sign-in</c> or the page's path.</param>
/// <param name="Passed">Whether it was as it must be.</param>
/// <param name="Measured">What was seen.</param>
internal sealed record BrowserStep(string Name, bool Passed, string Measured);

/// <summary>A picture.</summary>
/// <param name="File">Its name in the folder.</param>
/// <param name="Sha256">Lower-case hexadecimal.</param>
internal sealed record BrowserPicture(string File, string Sha256);
