using System.Text.Json;
using System.Text.Json.Serialization;
using Mcpx.Domain.Journal;

namespace Mcpx.Domain.Replay;

/// <summary>The first line of a recording.</summary>
/// <param name="Recording">Version of the format; this program reads and writes <see cref="Version"/>.</param>
/// <param name="Environment">The one environment recorded.</param>
/// <param name="StartedAt">When recording began.</param>
/// <param name="Product">Version of the watchdog that recorded it.</param>
/// <param name="Label">What a person says should come of it; null when nobody said.</param>
public sealed record RecordingHeader(
    int Recording,
    string Environment,
    DateTimeOffset StartedAt,
    string Product,
    RecordingLabel? Label = null
)
{
    /// <summary>The version of the format.</summary>
    public const int Version = 1;
}

/// <summary>What should come of a recording, for a backtest.</summary>
/// <param name="Expect">What should be proposed.</param>
/// <param name="Trigger">The trigger that should find it; null where none should.</param>
/// <param name="Onset">When the fault began; null counts from the first bad verdict.</param>
/// <param name="About">What happened, in words.</param>
public sealed record RecordingLabel(
    Expectation Expect,
    string? Trigger = null,
    DateTimeOffset? Onset = null,
    string? About = null
);

/// <summary>What should come of a recording.</summary>
public enum Expectation
{
    /// <summary>Nothing: a proposal would be false.</summary>
    Nothing,

    /// <summary>People should look; a proposal would be false.</summary>
    Investigate,

    /// <summary>A revert, rollback or hotfix should be proposed; none is a miss.</summary>
    Rollback,
}

/// <summary>How the parts of a recording that are not judging inputs are read and written.</summary>
internal static class RecordingJson
{
    public static JsonSerializerOptions Options { get; } =
        new(EventBody.Json)
        {
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true,
            Converters = { new JsonStringEnumConverter(), new Time() },
        };

    /// <summary>As the journal reads its bodies, but nothing may be missing.</summary>
    public static JsonSerializerOptions Body { get; } =
        new(EventBody.Json) { RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true };

    public static JsonSerializerOptions Header { get; } =
        new(JsonSerializerDefaults.Web)
        {
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            Converters =
            {
                new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false),
                new Time(),
            },
        };

    private sealed class Time : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(
            ref Utf8JsonReader reader,
            Type typeToConvert,
            JsonSerializerOptions options
        ) =>
            reader.TokenType == JsonTokenType.String && RecordedTime.TryRead(reader.ValueSpan, out var at)
                ? at
                : throw new JsonException($"must be {RecordedTime.Shape}");

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(RecordedTime.Write(value));
    }
}
