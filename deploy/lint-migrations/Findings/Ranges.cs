namespace Mcpx.LintMigrations.Findings;

/// <summary>Some lines or characters of a file, both ends included.</summary>
internal readonly record struct Stretch(int First, int Last);

/// <summary>Finds which of many ranges holds a place, quickly however many there are.</summary>
internal sealed class Ranges<T>
    where T : class
{
    private readonly List<(Stretch At, T Value, int LastSoFar)> _ranges = [];

    public Ranges(IEnumerable<(Stretch At, T Value)> ranges)
    {
        var last = 0;
        foreach (var (at, value) in ranges.OrderBy(range => range.At.First))
        {
            last = Math.Max(last, at.Last);
            _ranges.Add((at, value, last));
        }
    }

    /// <summary>What belongs to the range around the place that begins last; null when none holds it.</summary>
    public T? Around(int place)
    {
        var (low, high) = (0, _ranges.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _ranges[middle].At.First <= place ? (middle + 1, high) : (low, middle);
        }

        // Nothing before the first whose furthest end lies before the place can hold it.
        for (var index = low - 1; index >= 0 && _ranges[index].LastSoFar >= place; index--)
        {
            if (_ranges[index].At.Last >= place)
            {
                return _ranges[index].Value;
            }
        }

        return null;
    }
}
