using System.Text.Json;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Replay;

/// <summary>Reads the values of a line. It keeps the names it saw, so that a day of lines makes few strings.</summary>
internal sealed class LineReader
{
    private const int NamesKept = 4_096;
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _known;

    public LineReader() => _known = _names.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Reads the value of the first property.</summary>
    public void ReadSubject(ref Utf8JsonReader reader, LineKind kind, ref LineFields fields)
    {
        switch (kind)
        {
            case LineKind.Tick
            or LineKind.Resumed
            or LineKind.Parity
            or LineKind.Configuration
            or LineKind.Restore
            or LineKind.Truncated:
                fields.At = Time(ref reader);
                break;
            case LineKind.Fact or LineKind.Known:
                fields.Position = Number(ref reader, "the position");
                break;
            default:
                fields.Subject = Text(ref reader);
                break;
        }
    }

    /// <summary>Reads the value of any other.</summary>
    public void ReadField(ref Utf8JsonReader reader, ReadOnlySpan<byte> line, LineField field, ref LineFields fields)
    {
        switch (field)
        {
            case LineField.At:
                fields.At = Time(ref reader);
                break;
            case LineField.Us:
                fields.Us = reader.TokenType == JsonTokenType.Null ? null : Number(ref reader, "'us'");
                break;
            case LineField.Status:
                fields.Status = (int)Number(ref reader, "'status'", most: 999);
                break;
            case LineField.Calls:
                fields.Calls = Number(ref reader, "'calls'");
                break;
            case LineField.Errors:
                fields.Errors = Number(ref reader, "'errors'");
                break;
            case LineField.Refused:
                fields.Refused = Number(ref reader, "'refused'");
                break;
            case LineField.Critical:
                fields.Critical = (int)Number(ref reader, "'critical'", int.MaxValue);
                break;
            case LineField.Differences:
                fields.Differences = (int)Number(ref reader, "'differences'", int.MaxValue);
                break;
            case LineField.Endpoint:
                fields.Endpoint = LineNames.EndpointOf(ref reader);
                break;
            case LineField.Fault:
                fields.Fault = LineNames.FaultOf(ref reader);
                break;
            case LineField.Answer:
                fields.Answer = LineNames.AnswerOf(ref reader);
                break;
            case LineField.Answered:
                fields.Answered = reader.GetBoolean();
                break;
            case LineField.Bounds:
                fields.Bounds = JsonSerializer.Deserialize<long[]>(ref reader);
                break;
            case LineField.Counts:
                fields.Counts = JsonSerializer.Deserialize<long[]>(ref reader);
                break;
            case LineField.Body:
                fields.Entry = Entry(ref reader, line, fields.Position);
                break;
            case LineField.Options:
                fields.Options = JsonSerializer.Deserialize<EnvironmentOptions>(ref reader, RecordingJson.Options);
                break;
            case LineField.Verdicts:
                fields.Verdicts = JsonSerializer.Deserialize<Verdict[]>(ref reader, RecordingJson.Options);
                break;
            default:
                ReadText(ref reader, field, ref fields);
                break;
        }
    }

    private void ReadText(ref Utf8JsonReader reader, LineField field, ref LineFields fields)
    {
        var mayBeNull = field is LineField.Broken or LineField.First or LineField.Finding or LineField.Failed;
        var text = mayBeNull && reader.TokenType == JsonTokenType.Null ? null : Text(ref reader);
        if (field == LineField.Path)
        {
            fields.Path = text;
        }
        else
        {
            fields.Text = text;
        }
    }

    /// <summary>
    /// Read as the journal reads it, and once more strictly: the journal trusts what it wrote itself, an edited line may
    /// lack something.
    /// </summary>
    private static JournalEntry Entry(ref Utf8JsonReader reader, ReadOnlySpan<byte> line, long position)
    {
        var from = (int)reader.TokenStartIndex;
        var body = JsonElement.ParseValue(ref reader);
        if (
            body.ValueKind != JsonValueKind.Object
            || !body.TryGetProperty("stream", out var stream)
            || stream.ValueKind != JsonValueKind.String
            || !body.TryGetProperty("type", out var type)
            || type.ValueKind != JsonValueKind.String
            || !body.TryGetProperty("data", out var data)
            || data.ValueKind != JsonValueKind.Object
            || !body.TryGetProperty("actor", out var actor)
        )
        {
            throw new FormatException("'body' is no event of the journal: stream, type, actor and data are needed.");
        }

        var entry = EventBody.Read(position, line[from..(int)reader.BytesConsumed]);
        _ = actor.Deserialize<Incidents.Actor>(RecordingJson.Body) ?? throw new FormatException("'actor' is missing.");
        _ = data.Deserialize(entry.Event.GetType(), RecordingJson.Body);
        return entry;
    }

    private static DateTimeOffset Time(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String && RecordedTime.TryRead(reader.ValueSpan, out var at)
            ? at
            : throw new FormatException($"A time must be {RecordedTime.Shape}.");

    private static long Number(ref Utf8JsonReader reader, string name, long most = long.MaxValue) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var number) && number >= 0 && number <= most
            ? number
            : throw new FormatException($"{name} must be a whole number that is not negative.");

    private string Text(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            throw new FormatException("Text must stand here.");
        }

        if (reader.ValueSpan.Length > 128)
        {
            return reader.GetString()!;
        }

        Span<char> text = stackalloc char[128];
        var name = text[..reader.CopyString(text)];
        if (_known.TryGetValue(name, out var known))
        {
            return known;
        }

        var added = name.ToString();
        if (_names.Count < NamesKept)
        {
            _names.Add(added);
        }

        return added;
    }
}
