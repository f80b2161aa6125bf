using System.Buffers;
using System.Globalization;

namespace Mcpx.Watchdog.Probes.Traffic;

/// <summary>
/// Walks through one line of exposition, for example
/// <c>http_requests_total{route="/api/jobs",code="200"} 1027 1395066363000 # {trace_id="4bf9"} 0.67</c>, without copying it.
/// </summary>
/// <param name="text">The line, valid UTF-8 without its end.</param>
internal ref struct ExpositionLine(ReadOnlySpan<byte> text)
{
    private static readonly SearchValues<byte> NameBytes = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_:"u8
    );

    private static readonly SearchValues<byte> NumberBytes = SearchValues.Create("0123456789+-.eE"u8);

    private readonly ReadOnlySpan<byte> _text = text;
    private int _at;

    /// <summary>Whether nothing follows.</summary>
    public readonly bool IsAtEnd => _at == _text.Length;

    private readonly ReadOnlySpan<byte> Rest => _text[_at..];

    /// <summary>Passes over one byte if it is the next one.</summary>
    public bool Take(byte wanted)
    {
        if (IsAtEnd || _text[_at] != wanted)
        {
            return false;
        }

        _at++;
        return true;
    }

    /// <summary>Passes over spaces and tabs.</summary>
    /// <returns>Whether there were any.</returns>
    public bool TakeBlanks()
    {
        var blanks = Rest.IndexOfAnyExcept((byte)' ', (byte)'\t');
        blanks = blanks < 0 ? Rest.Length : blanks;
        _at += blanks;
        return blanks > 0;
    }

    /// <summary>A name without quotes; empty when there is none.</summary>
    public ReadOnlySpan<byte> TakeName()
    {
        var end = Rest.IndexOfAnyExcept(NameBytes);
        var name = Rest[..(end < 0 ? Rest.Length : end)];
        if (!name.IsEmpty && char.IsAsciiDigit((char)name[0]))
        {
            return default;
        }

        _at += name.Length;
        return name;
    }

    /// <summary>What stands between quotes, its escapes still in it; the opening quote was taken already.</summary>
    /// <returns>False when it does not end in this line, or has an escape that means nothing.</returns>
    public bool TryTakeQuoted(out ReadOnlySpan<byte> quoted)
    {
        var from = _at;
        while (Rest.IndexOfAny((byte)'"', (byte)'\\') is var next and >= 0)
        {
            _at += next + 1;
            if (_text[_at - 1] == '"')
            {
                quoted = _text[from..(_at - 1)];
                return true;
            }

            if (IsAtEnd || _text[_at++] is not ((byte)'\\' or (byte)'"' or (byte)'n'))
            {
                break;
            }
        }

        quoted = default;
        return false;
    }

    /// <summary>A number as Go writes it, <c>NaN</c> and <c>+Inf</c> among them.</summary>
    public bool TryTakeNumber(out double number)
    {
        var end = Rest.IndexOfAny((byte)' ', (byte)'\t');
        var word = Rest[..(end < 0 ? Rest.Length : end)];
        _at += word.Length;
        return TryRead(word, out number);
    }

    /// <summary>Reads a number that stands alone, as a bound in a label does too.</summary>
    public static bool TryRead(ReadOnlySpan<byte> word, out double number)
    {
        var sign = !word.IsEmpty && word[0] == '-' ? -1 : 1;
        var bare = !word.IsEmpty && word[0] is (byte)'+' or (byte)'-' ? word[1..] : word;
        if (Is(bare, "Inf"u8) || Is(bare, "Infinity"u8))
        {
            number = sign * double.PositiveInfinity;
            return true;
        }

        if (Is(word, "NaN"u8))
        {
            number = double.NaN;
            return true;
        }

        number = 0;
        return !word.ContainsAnyExcept(NumberBytes)
            && double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out number);
    }

    private static bool Is(ReadOnlySpan<byte> word, ReadOnlySpan<byte> other) =>
        System.Text.Ascii.EqualsIgnoreCase(word, other);
}
