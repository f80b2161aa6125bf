using System.Text.Json;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Probes.Http;

namespace Mcpx.Watchdog.Probes.Traffic.PromQl;

/// <summary>One value of a series.</summary>
/// <param name="At">Seconds since 1970.</param>
/// <param name="Value">The value.</param>
internal readonly record struct PromQlPoint(double At, double Value);

/// <summary>One series of an answer.</summary>
/// <param name="Labels">Its labels.</param>
/// <param name="Points">One value of an instant query, many of a range query.</param>
internal sealed record PromQlSeries(
    IReadOnlyList<KeyValuePair<string, string>> Labels,
    IReadOnlyList<PromQlPoint> Points
)
{
    /// <summary>A label's value; empty when it has none of that name.</summary>
    public string Label(string name) => Labels.FirstOrDefault(label => label.Key == name).Value ?? "";

    /// <summary>Puts the labels where a sum reads them.</summary>
    public void CopyTo(SeriesLabels labels)
    {
        labels.Clear();
        foreach (var (name, value) in Labels)
        {
            labels.Add(name, value);
        }
    }
}

/// <summary>
/// What the server's HTTP API answered, for example
/// <c>{"status":"success","data":{"resultType":"vector","result":[{"metric":{"code":"200"},"value":[1730000000.5,"17"]}]}}</c>.
/// An answer with warnings is a part of the truth, and none of it is used.
/// </summary>
/// <param name="Series">What was found.</param>
/// <param name="Problem">Why the answer cannot be used; null when it can.</param>
internal sealed record PromQlAnswer(IReadOnlyList<PromQlSeries> Series, string? Problem)
{
    private const int LongestWords = 300;

    /// <summary>Reads an answer, however it was given.</summary>
    public static PromQlAnswer Read(PortalAnswer answer)
    {
        if (answer.Fault is not (Fault.None or Fault.Status))
        {
            return Failed($"{answer.Fault}");
        }

        try
        {
            using var document = JsonDocument.Parse(answer.Body);
            var root = document.RootElement;
            if (answer.Fault != Fault.None || Text(root, "status") != "success")
            {
                return Failed($"HTTP {answer.StatusCode}, {Text(root, "errorType")}: {Text(root, "error")}");
            }

            if (root.TryGetProperty("warnings", out var warnings) && warnings.GetArrayLength() > 0)
            {
                return Failed($"it warns: {warnings[0].GetString()}");
            }

            return new(
                [.. root.GetProperty("data").GetProperty("result").EnumerateArray().Select(Read)],
                Problem: null
            );
        }
        catch (Exception problem)
            when (problem is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return Failed($"HTTP {answer.StatusCode}, no answer of a Prometheus API");
        }
    }

    private static PromQlSeries Read(JsonElement series)
    {
        KeyValuePair<string, string>[] labels =
        [
            .. series
                .GetProperty("metric")
                .EnumerateObject()
                .Select(label => KeyValuePair.Create(label.Name, label.Value.GetString() ?? "")),
        ];
        if (labels.Length > SeriesLabels.Most || labels.DistinctBy(label => label.Key).Count() < labels.Length)
        {
            // Left out it would be missing in a sum.
            throw new FormatException("A series has labels of its own, and not that many.");
        }

        return new(
            labels,
            series.TryGetProperty("values", out var values)
                ? [.. values.EnumerateArray().Select(Point)]
                : [Point(series.GetProperty("value"))]
        );
    }

    /// <summary>A time and a number in quotes, so that <c>NaN</c> can stand there.</summary>
    private static PromQlPoint Point(JsonElement point) =>
        point.GetArrayLength() == 2
        && ExpositionLine.TryRead(System.Text.Encoding.UTF8.GetBytes(point[1].GetString() ?? ""), out var value)
            ? new(point[0].GetDouble(), value)
            : throw new FormatException("A value is a time and a number.");

    private static string? Text(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value)
            ? value.GetString()
            : null;

    private static PromQlAnswer Failed(string problem) =>
        new([], problem.Length <= LongestWords ? problem : $"{problem.AsSpan(..LongestWords)}…");
}
