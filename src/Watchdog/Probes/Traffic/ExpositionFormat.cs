using System.Text;

namespace Mcpx.Watchdog.Probes.Traffic;

/// <summary>The two text formats that are read.</summary>
internal enum ExpositionFormat
{
    /// <summary>Prometheus text 0.0.4: timestamps in milliseconds, ends with a line feed.</summary>
    Text,

    /// <summary>OpenMetrics 1.0: timestamps in seconds, ends with <c># EOF</c>.</summary>
    OpenMetrics,
}

/// <summary>Tells the formats apart.</summary>
internal static class ExpositionFormats
{
    /// <summary>What is asked for: OpenMetrics first, whose end can be seen to be missing.</summary>
    public const string Accept =
        "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5,text/plain;q=0.3,*/*;q=0.1";

    private const string OpenMetricsType = "application/openmetrics-text";

    /// <summary>What the answer's content type says; where that is not known, what the body itself does.</summary>
    public static ExpositionFormat Of(string? contentType, ReadOnlySpan<byte> body) =>
        contentType is null ? Guess(body)
        : contentType.AsSpan().TrimStart().StartsWith(OpenMetricsType, StringComparison.OrdinalIgnoreCase)
            ? ExpositionFormat.OpenMetrics
        : ExpositionFormat.Text;

    /// <summary>
    /// OpenMetrics is known by its end. Where that was cut off it is still known by words that only it has, and by a counter
    /// that is announced without the <c>_total</c> of its samples.
    /// </summary>
    private static ExpositionFormat Guess(ReadOnlySpan<byte> body)
    {
        if (body.TrimEnd("\r\n"u8).EndsWith("# EOF"u8))
        {
            return ExpositionFormat.OpenMetrics;
        }

        ReadOnlySpan<byte> counter = default;
        foreach (var range in body.Split((byte)'\n'))
        {
            var line = body[range].TrimEnd((byte)'\r');
            if (line.StartsWith("# UNIT "u8))
            {
                return ExpositionFormat.OpenMetrics;
            }

            if (line.StartsWith("# TYPE "u8))
            {
                var words = line["# TYPE "u8.Length..];
                var end = Math.Max(0, words.LastIndexOf((byte)' '));
                if (IsOnlyOpenMetrics(words[end..].TrimStart((byte)' ')))
                {
                    return ExpositionFormat.OpenMetrics;
                }

                counter = words.EndsWith(" counter"u8) ? words[..end] : default;
            }
            else if (!counter.IsEmpty && line.StartsWith(counter) && line[counter.Length..].StartsWith("_total"u8))
            {
                return ExpositionFormat.OpenMetrics;
            }
        }

        return ExpositionFormat.Text;
    }

    private static bool IsOnlyOpenMetrics(ReadOnlySpan<byte> type) =>
        type.SequenceEqual("unknown"u8)
        || type.SequenceEqual("info"u8)
        || type.SequenceEqual("stateset"u8)
        || type.SequenceEqual("gaugehistogram"u8);
}
