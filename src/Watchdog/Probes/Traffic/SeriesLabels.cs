using System.Text;

namespace Mcpx.Watchdog.Probes.Traffic;

/// <summary>
/// The labels of one series at a time, in memory that is used again for the next one: a scrape has thousands. A label that is
/// not there reads as empty, as it does in Prometheus.
/// </summary>
internal sealed class SeriesLabels
{
    /// <summary>The most labels of a series; a portal's series has a handful.</summary>
    public const int Most = 64;

    private readonly (int Name, int Value, int End)[] _labels = new (int, int, int)[Most];
    private char[] _text = new char[512];
    private int _used;

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>A label's value.</summary>
    public ReadOnlySpan<char> this[string name] => Find(name) is var at and >= 0 ? Value(at) : default;

    /// <summary>The name of the label at a place.</summary>
    public ReadOnlySpan<char> Name(int at) => _text.AsSpan(_labels[at].Name.._labels[at].Value);

    /// <summary>The value of the label at a place.</summary>
    public ReadOnlySpan<char> Value(int at) => _text.AsSpan(_labels[at].Value.._labels[at].End);

    /// <summary>Starts with none.</summary>
    public void Clear() => (Count, _used) = (0, 0);

    /// <summary>Adds one label.</summary>
    /// <param name="name">Its name, UTF-8.</param>
    /// <param name="value">Its value, UTF-8.</param>
    /// <returns>What is wrong with it; null when it was added.</returns>
    public string? Add(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        var from = _used;
        Append(name);
        var middle = _used;
        Append(value);
        return Add(from, middle);
    }

    /// <summary>Adds one label, as text.</summary>
    /// <returns>What is wrong with it; null when it was added.</returns>
    public string? Add(string name, string value)
    {
        var from = _used;
        Append(name);
        var middle = _used;
        Append(value);
        return Add(from, middle);
    }

    private string? Add(int from, int middle)
    {
        if (Count == Most)
        {
            return $"more than {Most} labels";
        }

        if (Find(_text.AsSpan(from..middle)) >= 0)
        {
            return "the same label twice";
        }

        _labels[Count++] = (from, middle, _used);
        return null;
    }

    /// <summary>
    /// A number for the series, whatever the order of its labels. Without the seed a target could choose labels that fall
    /// together.
    /// </summary>
    /// <param name="seed">Chosen at random once.</param>
    /// <param name="without">A label that does not count; null when all do.</param>
    public ulong Identity(ulong seed, string? without = null)
    {
        var sum = seed;
        for (var at = 0; at < Count; at++)
        {
            // An empty label is none.
            if (!Value(at).IsEmpty && !Name(at).SequenceEqual(without))
            {
                sum += Mixed(Hash(Hash(seed, Name(at)) ^ 0xff, Value(at)));
            }
        }

        return Mixed(sum);
    }

    private int Find(ReadOnlySpan<char> name)
    {
        for (var at = 0; at < Count; at++)
        {
            if (Name(at).SequenceEqual(name))
            {
                return at;
            }
        }

        return -1;
    }

    private void Append(ReadOnlySpan<byte> text) => _used += Encoding.UTF8.GetChars(text, Room(text.Length));

    private void Append(string text)
    {
        text.CopyTo(Room(text.Length));
        _used += text.Length;
    }

    /// <summary>Where the next text goes. A byte is never more than one character.</summary>
    private Span<char> Room(int length)
    {
        if (_text.Length - _used < length)
        {
            Array.Resize(ref _text, Math.Max(_text.Length * 2, _used + length));
        }

        return _text.AsSpan(_used);
    }

    private static ulong Hash(ulong seed, ReadOnlySpan<char> text)
    {
        var hash = seed;
        foreach (var one in text)
        {
            hash = (hash ^ one) * 0x100000001b3;
        }

        return hash;
    }

    private static ulong Mixed(ulong hash)
    {
        hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccd;
        hash = (hash ^ (hash >> 33)) * 0xc4ceb9fe1a85ec53;
        return hash ^ (hash >> 33);
    }
}
