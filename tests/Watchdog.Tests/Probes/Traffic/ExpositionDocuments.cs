using System.Globalization;
using System.Text;
using CsCheck;

namespace Mcpx.Watchdog.Tests.Probes.Traffic;

/// <summary>One sample, before it is written or after it was read.</summary>
internal sealed record WrittenSample(
    string Name,
    IReadOnlyList<(string Name, string Value)> Labels,
    double Value,
    long? Milliseconds
)
{
    /// <summary>Compares as text: <c>NaN</c> is itself, and labels have no order.</summary>
    public override string ToString() =>
        FormattableString.Invariant(
            $"{Name}{{{string.Join(',', Labels.Where(label => label.Value.Length > 0).OrderBy(label => label.Name, StringComparer.Ordinal).Select(label => $"{label.Name}={label.Value}"))}}} {Value:R} {Milliseconds}"
        );
}

/// <summary>Random metrics, and how they look in both formats.</summary>
internal static class ExpositionDocuments
{
    private static readonly string[] Names =
    [
        "portal_http_requests_total",
        "portal_http_request_seconds_bucket",
        "portal_cors_rejections_total",
        "process_cpu_seconds_total",
        "up",
        ":rule:x",
    ];

    private static readonly string[] LabelNames = ["code", "route", "caller", "le", "origin", "_x1", "method"];

    private static readonly string[] LabelValues =
    [
        "200",
        "503",
        "5xx",
        "/api/jobs",
        "/api/events",
        "watchdog",
        "0.6",
        "+Inf",
        "https://a",
        "",
        "a\"b\\c\nd, e=\"f\"} 5 # {",
        "ünï ✅ \u0001\t",
    ];

    private static readonly double[] Values =
    [
        0,
        1,
        1027,
        1.5,
        -3,
        1e15,
        1e-7,
        123456789012,
        double.NaN,
        double.PositiveInfinity,
        double.NegativeInfinity,
        double.MaxValue,
        double.Epsilon,
    ];

    public static Gen<WrittenSample> Sample { get; } =
        Gen.Select(
                OneOf(Names),
                Gen.Select(OneOf(LabelNames), OneOf(LabelValues)).List[0, 5],
                OneOf(Values),
                Gen.Long[1_600_000_000_000, 1_900_000_000_000].Nullable()
            )
            .Select(v => new WrittenSample(v.Item1, [.. v.Item2.DistinctBy(label => label.Item1)], v.Item3, v.Item4));

    /// <summary>Writes samples, with what a writer may put around them.</summary>
    /// <param name="samples">What is written.</param>
    /// <param name="isOpen">Whether as OpenMetrics.</param>
    /// <param name="dress">Chooses comments, blanks, exemplars.</param>
    public static string Write(IReadOnlyList<WrittenSample> samples, bool isOpen, int dress)
    {
        var text = new StringBuilder();
        for (var i = 0; i < samples.Count; i++)
        {
            var (one, how) = (samples[i], (dress + (i * 7)) & 0xff);
            if ((how & 3) == 0)
            {
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"# HELP {one.Name} Words \\n \"more\" {{}} 5\n# TYPE {one.Name} gauge\n"
                );
            }

            var space = !isOpen && (how & 4) != 0 ? "\t " : "";
            text.Append(one.Name);
            if (one.Labels.Count > 0 || (how & 8) != 0)
            {
                var comma = one.Labels.Count > 0 && !isOpen && (how & 16) != 0 ? "," : "";
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"{{{space}{string.Join(',', one.Labels.Select(label => $"{label.Name}{space}={space}\"{Escaped(label.Value)}\"{space}"))}{comma}{space}}}"
                );
            }

            text.Append(CultureInfo.InvariantCulture, $"{space} {Number(one.Value)}");
            if (one.Milliseconds is { } at)
            {
                text.Append(isOpen ? $" {at / 1_000}.{at % 1_000:000}" : $" {space}{at}");
            }

            text.Append(isOpen && (how & 32) != 0 ? " # {trace_id=\"4bf9 \\\"2\\\"\",span=\"}\"} 0.67 1.7e9" : "");
            text.Append(!isOpen && (how & 64) != 0 ? " \r\n\n" : "\n");
        }

        return text.Append(isOpen ? "# EOF\n" : "").ToString();
    }

    public static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static string Number(double value) =>
        double.IsNaN(value) ? "NaN"
        : double.IsInfinity(value)
            ? value > 0 ? "+Inf"
                : "-Inf"
        : value.ToString("R", CultureInfo.InvariantCulture);

    private static string Escaped(string value) =>
        value
            .Replace("\\", @"\\", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("\n", @"\n", StringComparison.Ordinal);
}
