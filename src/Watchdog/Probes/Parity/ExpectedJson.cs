using System.Text.Json;
using Mcpx.Watchdog.Replay;

namespace Mcpx.Watchdog.Probes.Parity;

/// <summary>Reads an expected file in JSON; comments and commas too many are forgiven, as in the configuration.</summary>
internal static class ExpectedJson
{
    private static readonly JsonReaderOptions Forgiving = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
        MaxDepth = 8,
    };

    public static IReadOnlyList<ExpectedEntry> Read(string file, ReadOnlySpan<byte> bytes)
    {
        var mark = bytes.StartsWith("\uFEFF"u8) ? 3 : 0;
        var reader = new Utf8JsonReader(bytes[mark..], Forgiving);
        var lines = new Lines(bytes[mark..]);
        try
        {
            return Read(file, ref reader, ref lines);
        }
        catch (JsonException problem)
        {
            throw new BadFileException(file, (problem.LineNumber ?? 0) + 1, Plain(problem.Message));
        }
        catch (InvalidOperationException)
        {
            throw new BadFileException(file, lines.At(reader.TokenStartIndex), "holds text that is no Unicode");
        }
    }

    private static List<ExpectedEntry> Read(string file, ref Utf8JsonReader reader, ref Lines lines)
    {
        var entries = new List<ExpectedEntry>();
        string? section = null;
        var key = "";
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new BadFileException(file, lines.At(reader.TokenStartIndex), "one object must stand here");
        }

        while (reader.Read())
        {
            var line = lines.At(reader.TokenStartIndex);
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    key = reader.GetString()!;
                    break;
                case JsonTokenType.StartObject
                or JsonTokenType.StartArray when section is null && reader.CurrentDepth == 1:
                    (section, key) = (key, "");
                    break;
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    throw new BadFileException(file, line, "one value must stand here");
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    section = null;
                    break;
                default:
                    entries.Add(new(section, key, Value(ref reader), line));
                    key = "";
                    break;
            }
        }

        return entries;
    }

    private static string? Value(ref Utf8JsonReader reader) =>
        reader.TokenType switch
        {
            JsonTokenType.Null => null,
            JsonTokenType.String => reader.GetString(),
            _ => System.Text.Encoding.UTF8.GetString(reader.ValueSpan),
        };

    /// <summary>Without the reader's own words about where it was, which count from nought.</summary>
    private static string Plain(string message) =>
        message.IndexOf(" LineNumber:", StringComparison.Ordinal) is >= 0 and var end ? message[..end] : message;

    /// <summary>Counts lines forward only, so that a long file is walked through once.</summary>
    private ref struct Lines(ReadOnlySpan<byte> bytes)
    {
        private readonly ReadOnlySpan<byte> _bytes = bytes;
        private int _counted;
        private long _line = 1;

        public long At(long index)
        {
            var to = (int)Math.Clamp(index, _counted, _bytes.Length);
            _line += _bytes[_counted..to].Count((byte)'\n');
            _counted = to;
            return _line;
        }
    }
}
