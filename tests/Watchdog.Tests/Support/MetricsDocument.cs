using System.Text.RegularExpressions;

namespace Mcpx.Watchdog.Tests.Support;

/// <summary>The table of metrics in docs/operations.md, which holds what is promised.</summary>
internal static partial class MetricsDocument
{
    private static readonly string[] Parts = ["_bucket", "_sum", "_count"];

    /// <summary>What is documented, by name.</summary>
    public static IReadOnlyDictionary<string, DocumentedMetric> Read() =>
        File.ReadLines(Shipped.Document("operations.md"))
            .Select(line => Row().Match(line))
            .Where(row => row.Success)
            .Select(row => new DocumentedMetric(
                row.Groups["name"].Value,
                row.Groups["type"].Value,
                [.. Label().Matches(row.Groups["labels"].Value).Select(label => label.Groups["label"].Value)]
            ))
            .ToDictionary(metric => metric.Name, StringComparer.Ordinal);

    /// <summary>The names that stand in a query, without what Prometheus adds for histograms.</summary>
    public static IEnumerable<string> NamesIn(string query) =>
        Name().Matches(query).Select(name => WithoutPart(name.Value)).Distinct(StringComparer.Ordinal);

    /// <summary>The name of the family that a series belongs to.</summary>
    public static string WithoutPart(string series) =>
        Array.Find(Parts, part => series.EndsWith(part, StringComparison.Ordinal)) is { } part
            ? series[..^part.Length]
            : series;

    [GeneratedRegex(
        @"^\| `(?<name>watchdog_[a-z_]+)` \| (?<type>[a-z]+) \| (?<labels>[^|]*)\|",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex Row();

    [GeneratedRegex("`(?<label>[a-z]+)`", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Label();

    [GeneratedRegex(
        @"\b(watchdog|process|dotnet)_[a-z_]+",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex Name();
}

/// <summary>One row of the table.</summary>
internal sealed record DocumentedMetric(string Name, string Type, IReadOnlyList<string> Labels);
