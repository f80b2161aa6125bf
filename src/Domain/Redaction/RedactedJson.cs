using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Mcpx.Domain.Redaction;

/// <summary>Takes secrets out of the texts of a JSON document. Names and numbers stay as they are.</summary>
public static class RedactedJson
{
    /// <summary>The document without secrets, or the same bytes when it holds none, which costs one walk and no copy.</summary>
    /// <param name="json">A whole document.</param>
    /// <param name="redaction">What is taken out.</param>
    /// <param name="bound">Members of the document that stay to the letter, because something is bound to them.</param>
    public static byte[] Of(byte[] json, IRedaction redaction, params IReadOnlyList<string> bound)
    {
        ArgumentNullException.ThrowIfNull(redaction);
        return MayHold(json, redaction, bound)
            ? JsonSerializer.SerializeToUtf8Bytes(Rewritten(JsonNode.Parse(json), redaction, bound))
            : json;
    }

    internal static bool MayHold(ReadOnlySpan<byte> json, IRedaction redaction, IReadOnlyList<string> bound)
    {
        var reader = new Utf8JsonReader(json);
        char[] buffer = [];
        try
        {
            while (reader.Read())
            {
                if (reader is { TokenType: JsonTokenType.PropertyName, CurrentDepth: 1 } && IsBound(ref reader, bound))
                {
                    reader.Skip();
                }
                else if (reader.TokenType == JsonTokenType.String)
                {
                    if (buffer.Length < reader.ValueSpan.Length)
                    {
                        Return(buffer);
                        buffer = ArrayPool<char>.Shared.Rent(reader.ValueSpan.Length);
                    }

                    if (redaction.MayHold(buffer.AsSpan(0, reader.CopyString(buffer))))
                    {
                        return true;
                    }
                }
            }

            return false;
        }
        finally
        {
            Return(buffer);
        }
    }

    private static bool IsBound(ref Utf8JsonReader reader, IReadOnlyList<string> bound)
    {
        foreach (var name in bound)
        {
            if (reader.ValueTextEquals(name))
            {
                return true;
            }
        }

        return false;
    }

    private static void Return(char[] buffer)
    {
        if (buffer.Length > 0)
        {
            ArrayPool<char>.Shared.Return(buffer, clearArray: true);
        }
    }

    private static JsonNode? Rewritten(JsonNode? node, IRedaction redaction, IReadOnlyList<string> bound) =>
        node switch
        {
            JsonObject members => new JsonObject(
                members.Select(member =>
                    KeyValuePair.Create(
                        member.Key,
                        bound.Contains(member.Key) ? member.Value?.DeepClone() : Rewritten(member.Value, redaction, [])
                    )
                )
            ),
            JsonArray items => new JsonArray([.. items.Select(item => Rewritten(item, redaction, []))]),
            JsonValue value when value.TryGetValue<string>(out var text) => JsonValue.Create(redaction.Redact(text)),
            _ => node?.DeepClone(),
        };
}
