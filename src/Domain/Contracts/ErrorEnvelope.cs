using System.Text.Json;

namespace Mcpx.Domain.Contracts;

/// <summary>The portal's error answer: <c>{"code","message","requestId"}</c>, each a text.</summary>
public static class ErrorEnvelope
{
    private const int MostOfACode = 40;

    /// <summary>The code of an envelope, short and of plain letters; null when the value is none.</summary>
    /// <exception cref="InvalidOperationException">A text in it is no Unicode.</exception>
    public static string? CodeOf(JsonElement root) =>
        root.ValueKind == JsonValueKind.Object
        && Text(root, "code") is { Length: > 0 } code
        && Text(root, "message") is not null
        && Text(root, "requestId") is not null
            ? string.Concat(
                code.Take(MostOfACode)
                    .Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-' or '.' ? letter : '?')
            )
            : null;

    /// <summary>The same of a whole body; null when it is no envelope.</summary>
    public static string? CodeIn(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return CodeOf(json.RootElement);
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            // The second is how the reader refuses text that is no Unicode.
            return null;
        }
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
