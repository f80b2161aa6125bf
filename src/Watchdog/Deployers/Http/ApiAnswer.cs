using System.Text.Json;

namespace Mcpx.Watchdog.Deployers.Http;

/// <summary>A complete answer of a service's HTTP API.</summary>
/// <param name="Status">Its status.</param>
/// <param name="Body">Its text, bounded.</param>
/// <param name="Headers">Its headers by name in any case.</param>
/// <param name="RetryAfter">When to ask again, as it says itself; null when it does not.</param>
internal sealed record ApiAnswer(
    int Status,
    string Body,
    IReadOnlyDictionary<string, string> Headers,
    TimeSpan? RetryAfter
)
{
    private const int MostWords = 300;
    private const int LongestText = 500;

    /// <summary>Whether it is a success.</summary>
    public bool Ok => Status is >= 200 and < 300;

    /// <summary>The status and the beginning of the text, on one line, for people.</summary>
    public string Words
    {
        get
        {
            var line = string.Join(' ', Body.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            return line.Length == 0 ? $"{Status}"
                : line.Length <= MostWords ? $"{Status}: {line}"
                : $"{Status}: {line[..MostWords]} …";
        }
    }

    /// <summary>An address among its headers; null when there is none, or none that can be asked.</summary>
    public Uri? Address(string header) =>
        Headers.TryGetValue(header, out var text)
        && Uri.TryCreate(text, UriKind.Absolute, out var address)
        && address.Scheme is "http" or "https"
            ? address
            : null;

    /// <summary>Its text as JSON; null when it is none.</summary>
    public JsonElement? Json()
    {
        try
        {
            using var document = JsonDocument.Parse(Body);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A field's text, bounded; a dot leads into an object. Null when there is none.</summary>
    public static string? Text(JsonElement element, string field)
    {
        foreach (var name in field.Split('.'))
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
            {
                return null;
            }
        }

        try
        {
            return element.ValueKind != JsonValueKind.String || element.GetString() is not { } text ? null
                : text.Length <= LongestText ? text
                : $"{text[..LongestText]} …";
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair is no text.
            return null;
        }
    }
}
