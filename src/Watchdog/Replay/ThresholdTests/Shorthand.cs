using System.Globalization;

namespace Mcpx.Watchdog.Replay.ThresholdTests;

/// <summary>A run of equal samples in a series.</summary>
/// <param name="Value">The value; <c>_</c> for none, <c>stale</c> for the one before once more with its old time.</param>
/// <param name="Count">How many intervals.</param>
/// <param name="Offset">Where it stands in the text.</param>
internal sealed record SampleRun(string Value, int Count, int Offset)
{
    public const string Gap = "_";
    public const string Stale = "stale";
}

/// <summary>
/// A series as Prometheus' rule tests have taught people to write it: <c>ok x10, fail x61, _ x3, ok x20</c>, one sample an
/// interval.
/// </summary>
internal static class Shorthand
{
    /// <summary>Samples in one series: a week of five-second ones, and an end to a slip of the finger.</summary>
    public const int Most = 120_960;

    /// <summary>Reads it.</summary>
    /// <returns>The runs, or what is wrong and where in the text.</returns>
    public static (IReadOnlyList<SampleRun> Runs, string? Problem, int Offset) Read(string text)
    {
        var runs = new List<SampleRun>();
        var (start, total) = (0, 0L);
        foreach (var part in text.Split(','))
        {
            var offset = start + part.Length - part.TrimStart().Length;
            start += part.Length + 1;
            var (run, problem) = ReadRun(part.Trim(), offset);
            if (run is null)
            {
                return (runs, problem, offset);
            }

            total += run.Count;
            if (total > Most)
            {
                return (runs, FormattableString.Invariant($"a series has at most {Most} samples"), offset);
            }

            if (run.Value == SampleRun.Stale && runs.TrueForAll(known => known.Value == SampleRun.Gap))
            {
                return (runs, "nothing was there before, so nothing can be stale", offset);
            }

            runs.Add(run);
        }

        return (runs, null, 0);
    }

    private static (SampleRun? Run, string? Problem) ReadRun(string part, int offset)
    {
        var words = part.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words switch
        {
            [] => (null, "a sample is missing between two commas"),
            [var value] => (new(value, 1, offset), null),
            [var value, ['x', .. var digits]]
                when int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
                    && count > 0 => (new(value, count, offset), null),
            _ => (null, $"“{part}”: a run is a value and how often, like “ok x10”"),
        };
    }
}
