using Mcpx.Domain;
using Mcpx.Domain.Replay;

namespace Mcpx.Watchdog.Replay;

/// <summary>A backtest for people: a table, and a sentence.</summary>
internal static class BacktestText
{
    private static readonly string[] Heads = ["recording", "expected", "came out", "proposals", "incidents", "delay"];

    /// <summary>An expectation as labels write it.</summary>
    public static string Words(Expectation expected) =>
        expected switch
        {
            Expectation.Rollback => "rollback",
            Expectation.Investigate => "investigate",
            _ => "nothing",
        };

    public static void Write(TextWriter output, BacktestSummary summary, string? thresholds)
    {
        var rows = summary.Results.Select(Cells).Prepend(Heads).ToList();
        var widths = Heads.Select((_, column) => rows.Max(row => row[column].Length)).ToList();
        foreach (var row in rows)
        {
            var cells = row.Select((cell, column) => cell.PadRight(widths[column]));
            output.Write(string.Join("  ", cells).TrimEnd() + "\n");
        }

        var slowest = summary.Slowest is { } delay ? $" The slowest right one came after {Words(delay)}." : "";
        output.Write($"{summary.Sentence(thresholds)}{slowest}\n");
    }

    private static string[] Cells(BacktestResult result) =>
        [
            result.Name,
            result.Label is { } label ? Words(label.Expect) : "-",
            result.Word.ToString().ToLowerInvariant(),
            FormattableString.Invariant($"{result.Proposals}"),
            FormattableString.Invariant($"{result.Incidents}"),
            result.Delay is { } delay ? Words(delay) : "-",
        ];

    private static string Words(TimeSpan delay) =>
        delay < TimeSpan.Zero ? $"{Domain.Words.Duration(-delay)} early" : Domain.Words.Duration(delay);
}
