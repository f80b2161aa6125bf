using System.Text.Json;
using System.Text.Json.Serialization;
using Mcpx.Domain.Redaction;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Mcpx.Dashboard.Api;

/// <summary>
/// Every text that comes into the API or leaves it, without what looks like a secret. It is taken out as it is read, so that
/// an identity that held one is the same the next time, and whoever sent it sees in the answer that it is gone.
/// </summary>
internal sealed class RedactedStrings : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String
            ? ShapeRedaction.Instance.Redact(reader.GetString()!)
            : throw new JsonException($"A text is expected, not {reader.TokenType}.");

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WriteStringValue(ShapeRedaction.Instance.Redact(value));

    public override string ReadAsPropertyName(
        ref Utf8JsonReader reader,
        Type typeToConvert,
        JsonSerializerOptions options
    ) => reader.GetString()!;

    public override void WriteAsPropertyName(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value);

    /// <summary>The API's description cannot tell what a converter of ours writes: a text.</summary>
    public static Task Describe(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken _)
    {
        if (context.JsonTypeInfo.Type == typeof(string) && schema.Type is null)
        {
            schema.Type = context.JsonPropertyInfo is { IsGetNullable: true }
                ? JsonSchemaType.String | JsonSchemaType.Null
                : JsonSchemaType.String;
        }

        return Task.CompletedTask;
    }
}
