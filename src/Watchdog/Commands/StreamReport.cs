using System.Text.Encodings.Web;
using System.Text.Json;
using Mcpx.Domain.Incidents;
using Mcpx.Watchdog.Sse;

namespace Mcpx.Watchdog.Commands;

/// <summary>What <c>smoke sse</c> prints.</summary>
/// <param name="url">The stream.</param>
/// <param name="heard">What was heard of it.</param>
/// <param name="checks">What that was held against.</param>
internal sealed class StreamReport(string url, Heard heard, IReadOnlyList<Check> checks)
{
    private static readonly JsonSerializerOptions Shape = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Whether every check passed.</summary>
    public bool Passed => checks.All(check => check.Passed);

    private int Failed => heard.FirstEvents.Count(first => first == TimeSpan.MaxValue);

    /// <summary>A few lines for a person.</summary>
    public string Text()
    {
        string[] lines =
        [
            url,
            $"  first event over {heard.FirstEvents.Count} connections, {Failed} without one: median {First(0.5)}, p95 {First(0.95)}, worst {First(1)}",
            $"  heartbeat over {heard.Bytes} bytes: median gap {StreamNumbers.Text(StreamNumbers.Median(heard.Gaps))}, worst {StreamNumbers.Text(heard.WorstGap)}",
            .. heard.Problems.Select(problem => $"  {problem}"),
            .. checks.Select(check =>
                $"  {(check.Passed ? "pass" : "FAIL")}  {check.Name}: {check.Measured}, {check.Required}"
            ),
            Passed ? "passed" : "FAILED",
        ];
        return string.Join('\n', lines);

        string First(double share) => StreamNumbers.Text(StreamNumbers.Quantile(heard.FirstEvents, share));
    }

    /// <summary>The same for machines; null stands for never.</summary>
    public string Json() =>
        JsonSerializer.Serialize(
            new
            {
                url,
                passed = Passed,
                connections = heard.FirstEvents.Count,
                failedConnections = Failed,
                ttfbMilliseconds = new
                {
                    median = Milliseconds(StreamNumbers.Median(heard.FirstEvents)),
                    p95 = Milliseconds(StreamNumbers.Quantile(heard.FirstEvents, 0.95)),
                    max = Milliseconds(StreamNumbers.Quantile(heard.FirstEvents, 1)),
                },
                gapMilliseconds = new
                {
                    median = Milliseconds(StreamNumbers.Median(heard.Gaps)),
                    max = Milliseconds(heard.WorstGap),
                },
                bytes = heard.Bytes,
                problems = heard.Problems,
                checks,
            },
            Shape
        );

    private static double? Milliseconds(TimeSpan value) =>
        value == TimeSpan.MaxValue ? null : Math.Round(value.TotalMilliseconds, 1);
}
