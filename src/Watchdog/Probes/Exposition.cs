using System.Globalization;
using System.Text;
using Mcpx.Domain.Configuration;

namespace Mcpx.Watchdog.Probes;

/// <summary>
/// Reads one counter out of Prometheus text exposition 0.0.4, for example
/// <c>portal_http_requests_total{route="/api/jobs",method="GET",code="200",caller="user"} 1027</c>.
/// </summary>
internal static class Exposition
{
    /// <summary>The most calls an instance can have answered; ratios of larger numbers would overflow.</summary>
    private const long MostCalls = 1_000_000_000_000;

    /// <summary>Sums the counter's calls and 5xx answers, without the watchdog's own calls and the event stream's route.</summary>
    /// <returns>
    /// Null when the counter is not in the text, or says more than anybody can have called: nothing was measured, which is
    /// not zero.
    /// </returns>
    public static (long Calls, long Errors)? Sum(
        ReadOnlySpan<byte> text,
        RequestCounterOptions counter,
        string streamPath
    )
    {
        var name = Encoding.UTF8.GetBytes(counter.Name);
        var (calls, errors, found) = (0L, 0L, false);
        foreach (var range in text.Split((byte)'\n'))
        {
            var line = text[range].TrimEnd((byte)'\r');
            if (
                !line.StartsWith(name)
                || line.Length <= name.Length
                || line[name.Length] is not ((byte)'{' or (byte)' ' or (byte)'\t')
            )
            {
                continue;
            }

            if (Parse(Encoding.UTF8.GetString(line[name.Length..])) is not { } series)
            {
                continue;
            }

            found = true;
            if (
                series.Labels.GetValueOrDefault(counter.CallerLabel) == counter.OwnCaller
                || series.Labels.GetValueOrDefault(counter.RouteLabel) == streamPath
            )
            {
                continue;
            }

            calls += series.Value;
            if (calls > MostCalls)
            {
                return null;
            }

            errors += series.Labels.GetValueOrDefault(counter.CodeLabel, "").StartsWith('5') ? series.Value : 0;
        }

        return found ? (calls, errors) : null;
    }

    /// <summary>Reads labels and value of one line after the name; null when it is no line of the format.</summary>
    private static (Dictionary<string, string> Labels, long Value)? Parse(string rest)
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
            && number is >= 0 and <= MostCalls
            ? (labels, (long)number)
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
