using System.Text.Json;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Replay;

/// <summary>
/// Reads a recording's lines. Every line but the first is <c>{"kind":subject,…}</c>, for example
/// <c>{"health":"api-1","at":"2026-11-01T09:00:00Z","endpoint":"ready","status":200,"us":900}</c>. Strict: what it does not
/// know is an error, never passed over. Not thread-safe: it keeps the names it saw, so that a day of lines makes few strings.
/// </summary>
public sealed class RecordingParser
{
    private readonly LineReader _reader = new();

    /// <summary>Reads the first line.</summary>
    /// <exception cref="FormatException">It is none, or of a version that this program does not know.</exception>
    public static RecordingHeader ReadHeader(ReadOnlySpan<byte> line)
    {
        try
        {
            var reader = new Utf8JsonReader(line);
            if (
                !reader.Read()
                || reader.TokenType != JsonTokenType.StartObject
                || !reader.Read()
                || !reader.ValueTextEquals("recording"u8)
                || !reader.Read()
                || reader.TokenType != JsonTokenType.Number
            )
            {
                throw new FormatException("This is no recording: the first line must begin with {\"recording\":1,");
            }

            return !reader.TryGetInt32(out var version) || version != RecordingHeader.Version
                ? throw new FormatException(
                    $"Version {version} of the format is not known here; this program reads version {RecordingHeader.Version}."
                )
                : JsonSerializer.Deserialize<RecordingHeader>(line, RecordingJson.Header)!;
        }
        catch (JsonException problem)
        {
            throw new FormatException(Words(problem), problem);
        }
    }

    /// <summary>Reads any other line.</summary>
    /// <exception cref="FormatException">It cannot be read; the message says why, in one sentence.</exception>
    public JudgingInput Read(ReadOnlySpan<byte> line)
    {
        try
        {
            return ReadLine(line);
        }
        catch (JsonException problem)
        {
            throw new FormatException(Words(problem), problem);
        }
        catch (InvalidOperationException problem)
        {
            // What the JSON reader throws for text that is no UTF-8, and for a value of another type than it should be.
            throw new FormatException(problem.Message, problem);
        }
    }

    private JudgingInput ReadLine(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        reader.Read();
        if (
            reader.TokenType != JsonTokenType.StartObject
            || !reader.Read()
            || reader.TokenType == JsonTokenType.EndObject
        )
        {
            throw new FormatException("A line must be one object that begins with its kind.");
        }

        var kind = LineNames.KindOf(ref reader);
        var fields = new LineFields();
        reader.Read();
        _reader.ReadSubject(ref reader, kind, ref fields);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var field = LineNames.FieldOf(ref reader);
            reader.Read();
            if ((fields.Seen & field) != LineField.None)
            {
                throw new FormatException($"{LineShape.Names(field)} stands there twice.");
            }

            fields.Seen |= field;
            _reader.ReadField(ref reader, line, field, ref fields);
        }

        if (reader.Read())
        {
            throw new FormatException("Something stands behind the object.");
        }

        Check(kind, fields.Seen);
        return LineInput.Of(kind, fields);
    }

    private static void Check(LineKind kind, LineField seen)
    {
        var required = LineShape.Required(kind);
        if ((required & ~seen) is var missing and not LineField.None)
        {
            throw new FormatException($"{LineShape.Names(missing)} is missing.");
        }

        if ((seen & ~required & ~LineShape.Optional(kind)) is var strange and not LineField.None)
        {
            throw new FormatException($"{LineShape.Names(strange)} does not belong here.");
        }
    }

    /// <summary>The reader's own words, without the line that it counts within one line.</summary>
    private static string Words(JsonException problem)
    {
        var end = problem.Message.IndexOf(" Path: ", StringComparison.Ordinal);
        end = end < 0 ? problem.Message.IndexOf(" LineNumber: ", StringComparison.Ordinal) : end;
        var text = end < 0 ? problem.Message : problem.Message[..end];
        return problem.BytePositionInLine is { } column
            ? FormattableString.Invariant($"{text.TrimEnd('.')} (byte {column + 1}).")
            : text;
    }
}
