using System.Buffers.Text;
using System.Text.Json;

namespace Mcpx.Domain.Journal;

/// <summary>
/// What stands at the head of a stored body, compared with the columns beside it and without making an event of it: a million
/// are looked at in seconds.
/// </summary>
public static class EventHead
{
    private const int LongestType = 128;
    private const int TimeLength = 28;

    /// <summary>Whether the columns say what the body says.</summary>
    /// <param name="body">The stored body.</param>
    /// <param name="columns">What stands beside it.</param>
    /// <exception cref="JsonException">It is no event of a schema this version knows.</exception>
    public static bool Matches(ReadOnlySpan<byte> body, HeadColumns columns)
    {
        var head = new Head();
        var reader = new Utf8JsonReader(body);
        Read(ref reader);
        Expect(ref reader, JsonTokenType.StartObject);
        while (Read(ref reader) && reader.TokenType == JsonTokenType.PropertyName)
        {
            Property(ref reader, columns, ref head);
        }

        Expect(ref reader, JsonTokenType.EndObject);
        if (reader.Read() || head is not { Schema: EventBody.Schema, Known: true, Seen: Head.All })
        {
            throw new JsonException("It is no event of a schema this version knows.");
        }

        return head.Same;
    }

    private static void Property(ref Utf8JsonReader reader, HeadColumns columns, ref Head head)
    {
        if (reader.ValueTextEquals("stream"u8))
        {
            Text(ref reader);
            head.Take(Head.Stream, reader.ValueTextEquals(columns.Stream));
        }
        else if (reader.ValueTextEquals("version"u8))
        {
            head.Take(Head.Version, Number(ref reader) == columns.Version);
        }
        else if (reader.ValueTextEquals("type"u8))
        {
            Text(ref reader);
            head.Known = Knows(ref reader);
            head.Take(Head.Type, reader.ValueTextEquals(columns.Type));
        }
        else if (reader.ValueTextEquals("schema"u8))
        {
            head.Schema = Number(ref reader);
        }
        else if (reader.ValueTextEquals("time"u8))
        {
            Text(ref reader);
            head.Take(Head.Time, reader.TryGetDateTimeOffset(out var time) && Same(time, columns.At));
        }
        else
        {
            head.Take(reader.ValueTextEquals("data"u8) ? Head.Data : 0, same: true);
            Read(ref reader);
            reader.Skip();
        }
    }

    private static bool Knows(ref Utf8JsonReader reader)
    {
        Span<char> type = stackalloc char[LongestType];
        return reader.ValueSpan.Length <= LongestType && EventBody.Knows(type[..reader.CopyString(type)]);
    }

    private static bool Same(DateTimeOffset time, ReadOnlySpan<byte> column)
    {
        Span<byte> text = stackalloc byte[TimeLength];
        return Utf8Formatter.TryFormat(time.UtcDateTime, text, out var written, new('O'))
            && text[..written].SequenceEqual(column);
    }

    private static void Text(ref Utf8JsonReader reader)
    {
        Read(ref reader);
        Expect(ref reader, JsonTokenType.String);
    }

    private static int Number(ref Utf8JsonReader reader)
    {
        Read(ref reader);
        Expect(ref reader, JsonTokenType.Number);
        return reader.TryGetInt32(out var number) ? number : throw new JsonException("A number is too large.");
    }

    private static bool Read(ref Utf8JsonReader reader) =>
        reader.Read() ? true : throw new JsonException("It ends too early.");

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType type)
    {
        if (reader.TokenType != type)
        {
            throw new JsonException($"{type} was expected, not {reader.TokenType}.");
        }
    }

    private struct Head
    {
        public const int Stream = 1;
        public const int Version = 2;
        public const int Type = 4;
        public const int Time = 8;
        public const int Data = 16;
        public const int All = 31;

        public Head() { }

        public int Schema { get; set; }
        public bool Known { get; set; }
        public int Seen { get; private set; }
        public bool Same { get; private set; } = true;

        public void Take(int what, bool same)
        {
            Seen |= what;
            Same &= same;
        }
    }
}

/// <summary>The chain's columns beside a body, as UTF-8.</summary>
/// <param name="stream">The stream.</param>
/// <param name="version">The place in it; -1 where the column holds no number.</param>
/// <param name="type">The event's type.</param>
/// <param name="at">The time.</param>
public readonly ref struct HeadColumns(
    ReadOnlySpan<byte> stream,
    long version,
    ReadOnlySpan<byte> type,
    ReadOnlySpan<byte> at
)
{
    /// <summary>The stream.</summary>
    public ReadOnlySpan<byte> Stream { get; } = stream;

    /// <summary>The place in it; -1 where the column holds no number.</summary>
    public long Version { get; } = version;

    /// <summary>The event's type.</summary>
    public ReadOnlySpan<byte> Type { get; } = type;

    /// <summary>The time.</summary>
    public ReadOnlySpan<byte> At { get; } = at;
}
