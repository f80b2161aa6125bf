using System.Text.Unicode;

namespace Mcpx.Watchdog.Probes.Traffic;

/// <summary>
/// Reads a scrape sample by sample. Whatever breaks the format ends it with a <see cref="Problem"/>, as it does in Prometheus:
/// half a scrape is no scrape.
/// </summary>
internal ref struct ExpositionReader
{
    private readonly ExpositionFormat _format;
    private readonly SeriesLabels _labels;
    private byte[] _plain = [];
    private ReadOnlySpan<byte> _rest;
    private int _line;
    private bool _ended;

    /// <param name="body">The scrape.</param>
    /// <param name="format">In which format.</param>
    /// <param name="labels">Holds the labels of the current sample.</param>
    public ExpositionReader(ReadOnlySpan<byte> body, ExpositionFormat format, SeriesLabels labels)
    {
        _rest = body;
        (_format, _labels) = (format, labels);
        if (!Utf8.IsValid(body))
        {
            Problem = "not UTF-8";
        }
        else if (body.IsEmpty || body[^1] != '\n')
        {
            // OpenMetrics writers may leave out the last line feed; what follows decides there.
            Problem = format == ExpositionFormat.Text && !body.IsEmpty ? "cut off: the last line does not end" : null;
        }
    }

    /// <summary>The current sample's name.</summary>
    public ReadOnlySpan<byte> Name { get; private set; }

    /// <summary>The current sample's value.</summary>
    public double Value { get; private set; }

    /// <summary>The current sample's own time in seconds since 1970; null when it has none.</summary>
    public double? Timestamp { get; private set; }

    /// <summary>A type that was announced since the last sample, and of which metric; empty when none was.</summary>
    public ReadOnlySpan<byte> Announced { get; private set; }

    /// <summary>What broke the format, with its line; null when nothing did.</summary>
    public string? Problem { get; private set; }

    /// <summary>Goes to the next sample, or to the next announcement of a type.</summary>
    /// <returns>False at the end, whichever it is.</returns>
    public bool Next()
    {
        Announced = default;
        while (Problem is null && !_rest.IsEmpty)
        {
            var line = TakeLine().TrimStart(" \t"u8);
            if (_ended)
            {
                return Fail("something stands behind # EOF");
            }

            if (line.IsEmpty)
            {
                continue;
            }

            if (line[0] != '#')
            {
                var sample = new ExpositionLine(line);
                return Read(ref sample) is not { } problem || Fail(problem);
            }

            _ended = _format == ExpositionFormat.OpenMetrics && line.SequenceEqual("# EOF"u8);
            if (line.StartsWith("# TYPE "u8))
            {
                var announced = new ExpositionLine(line["# TYPE "u8.Length..]);
                announced.TakeBlanks();
                Announced = announced.TakeName();
                return true;
            }
        }

        return Problem is null && _format == ExpositionFormat.OpenMetrics && !_ended
            ? Fail("cut off: no # EOF at the end")
            : false;
    }

    private ReadOnlySpan<byte> TakeLine()
    {
        var end = _rest.IndexOf((byte)'\n');
        var line = _rest[..(end < 0 ? _rest.Length : end)];
        _rest = end < 0 ? default : _rest[(end + 1)..];
        _line++;
        return line.TrimEnd((byte)'\r');
    }

    private string? Read(ref ExpositionLine line)
    {
        _labels.Clear();
        Name = line.TakeName();
        line.TakeBlanks();
        if (line.Take((byte)'{') && ReadLabels(ref line, keep: true) is { } problem)
        {
            return problem;
        }

        if (Name.IsEmpty)
        {
            return "no metric's name";
        }

        line.TakeBlanks();
        if (!line.TryTakeNumber(out var value))
        {
            return "no value";
        }

        (Value, Timestamp) = (value, null);
        line.TakeBlanks();
        if (line.IsAtEnd)
        {
            return null;
        }

        if (line.Take((byte)'#'))
        {
            return ReadExemplar(ref line);
        }

        if (!line.TryTakeNumber(out var timestamp) || !double.IsFinite(timestamp))
        {
            return "neither a time nor an exemplar after the value";
        }

        Timestamp = _format == ExpositionFormat.Text ? timestamp / 1_000 : timestamp;
        line.TakeBlanks();
        return line.IsAtEnd ? null
            : line.Take((byte)'#') ? ReadExemplar(ref line)
            : "something stands behind the time";
    }

    /// <summary>Checks an exemplar's shape; nobody needs what it says.</summary>
    private string? ReadExemplar(ref ExpositionLine line)
    {
        line.TakeBlanks();
        if (!line.Take((byte)'{') || ReadLabels(ref line, keep: false) is not null)
        {
            return "an exemplar without labels";
        }

        line.TakeBlanks();
        if (!line.TryTakeNumber(out _))
        {
            return "an exemplar without a value";
        }

        line.TakeBlanks();
        if (!line.IsAtEnd && !line.TryTakeNumber(out _))
        {
            return "no time behind the exemplar's value";
        }

        line.TakeBlanks();
        return line.IsAtEnd ? null : "something stands behind the exemplar";
    }

    /// <summary>Reads up to and with the closing brace. A quoted word without a value is the metric's name.</summary>
    private string? ReadLabels(ref ExpositionLine line, bool keep)
    {
        while (true)
        {
            line.TakeBlanks();
            if (line.Take((byte)'}'))
            {
                return null;
            }

            var isQuoted = line.Take((byte)'"');
            var name = isQuoted ? default : line.TakeName();
            if (isQuoted ? !line.TryTakeQuoted(out name) : name.IsEmpty)
            {
                return "a label without a name";
            }

            // The value's escapes are taken out in the same place.
            name = isQuoted && name.Contains((byte)'\\') ? Plain(name).ToArray() : name;
            line.TakeBlanks();
            if (line.Take((byte)'='))
            {
                line.TakeBlanks();
                if (!line.Take((byte)'"') || !line.TryTakeQuoted(out var value))
                {
                    return "a label's value that does not end, or an escape that means nothing";
                }

                if (keep && Keep(name, value) is { } problem)
                {
                    return problem;
                }
            }
            else if (!isQuoted || !keep || !Name.IsEmpty)
            {
                return "a label without a value";
            }
            else
            {
                Name = name;
            }

            line.TakeBlanks();
            if (!line.Take((byte)','))
            {
                return line.Take((byte)'}') ? null : "labels that do not end";
            }
        }
    }

    private string? Keep(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value) => _labels.Add(name, Plain(value));

    /// <summary>Takes the escapes out: <c>\\</c>, <c>\"</c> and <c>\n</c>.</summary>
    private ReadOnlySpan<byte> Plain(ReadOnlySpan<byte> escaped)
    {
        if (!escaped.Contains((byte)'\\'))
        {
            return escaped;
        }

        if (_plain.Length < escaped.Length)
        {
            _plain = new byte[escaped.Length];
        }

        var length = 0;
        for (var i = 0; i < escaped.Length; i++)
        {
            var one = escaped[i];
            _plain[length++] =
                one != '\\' ? one
                : escaped[++i] == 'n' ? (byte)'\n'
                : escaped[i];
        }

        return _plain.AsSpan(0, length);
    }

    private bool Fail(string problem)
    {
        Problem = $"line {_line}: {problem}";
        return false;
    }
}
