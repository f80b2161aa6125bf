using System.Globalization;
using System.Text;

namespace Mcpx.Watchdog.Probes.Traffic;

/// <summary>One series' line of Prometheus text exposition.</summary>
internal sealed class ExpositionLine
{
    private readonly Dictionary<string, string> _labels;

    private ExpositionLine(Dictionary<string, string> labels, long value) => (_labels, Value) = (labels, value);

    /// <summary>The value, as a whole number.</summary>
    public long Value { get; }

    /// <summary>A label's value; null when the line has none of that name.</summary>
    public string? Label(string name) => _labels.GetValueOrDefault(name);

    /// <summary>All labels but one, as one text in a fixed order: what a bucket's series is called.</summary>
    public string LabelsBut(string name) =>
        string.Join(
            '\n',
            _labels
                .Where(label => label.Key != name)
                .OrderBy(label => label.Key, StringComparer.Ordinal)
                .Select(label => $"{label.Key}={label.Value}")
        );

    /// <summary>Hands on every line of one name that can be read.</summary>
    public static void Each(ReadOnlySpan<byte> text, string name, Action<ExpositionLine> take)
    {
        var start = Encoding.UTF8.GetBytes(name);
        foreach (var range in text.Split((byte)'\n'))
        {
            var line = text[range].TrimEnd((byte)'\r');
            if (
                line.StartsWith(start)
                && line.Length > start.Length
                && line[start.Length] is (byte)'{' or (byte)' ' or (byte)'\t'
                && Parse(Encoding.UTF8.GetString(line[start.Length..])) is { } parsed
            )
            {
                take(parsed);
            }
        }
    }

    /// <summary>Reads labels and value of one line after the name; null when it is no line of the format.</summary>
    private static ExpositionLine? Parse(string rest)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        var at = 0;
        if (rest[0] == '{')
        {
            at = 1;
            while (at < rest.Length && rest[at] != '}')
            {
                if (!TryLabel(rest, ref at, labels))
                {
                    return null;
                }
            }

            at++;
        }

        var value = at < rest.Length ? rest[at..].Trim().Split([' ', '\t'], 2)[0] : "";
        return
            double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && number is >= 0 and <= Exposition.MostCalls
            ? new(labels, (long)number)
            : null;
    }

    private static bool TryLabel(string text, ref int at, Dictionary<string, string> labels)
    {
        var equals = text.IndexOf('=', at);
        if (equals < 0 || equals + 1 >= text.Length || text[equals + 1] != '"')
        {
            return false;
        }

        var name = text[at..equals].Trim().Trim(',').Trim();
        var value = new StringBuilder();
        for (at = equals + 2; at < text.Length && text[at] != '"'; at++)
        {
            // Escapes of the format: \\, \" and \n.
            if (text[at] == '\\' && at + 1 < text.Length)
            {
                at++;
                value.Append(text[at] == 'n' ? '\n' : text[at]);
            }
            else
            {
                value.Append(text[at]);
            }
        }

        if (at >= text.Length)
        {
            return false;
        }

        labels[name] = value.ToString();
        at++;
        if (at < text.Length && text[at] == ',')
        {
            at++;
        }

        return true;
    }
}
