namespace Mcpx.Watchdog.Runner.Smoke;

/// <summary>The few numbers a smoke needs.</summary>
internal static class SmokeNumbers
{
    /// <summary>The median; for an even number the mean of the middle two, and "never" when one of them is never.</summary>
    public static TimeSpan Median(IReadOnlyCollection<TimeSpan> values)
    {
        if (values.Count == 0)
        {
            return TimeSpan.MaxValue;
        }

        var sorted = values.Order().ToList();
        var upper = sorted[sorted.Count / 2];
        return sorted.Count % 2 == 1 || upper == TimeSpan.MaxValue
            ? upper
            : (sorted[(sorted.Count / 2) - 1] + upper) / 2;
    }
}

/// <summary>
/// Tells when the first complete event or comment line of a stream has arrived: a comment ends with its line, an event
/// with an empty line.
/// </summary>
internal sealed class FirstLine
{
    private bool _atLineStart = true;
    private bool _inComment;
    private bool _hasField;

    /// <summary>Takes the next bytes.</summary>
    public bool CompletedBy(ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
        {
            if (value == (byte)'\r')
            {
                continue;
            }

            if (value == (byte)'\n')
            {
                if (_inComment || (_atLineStart && _hasField))
                {
                    return true;
                }

                _atLineStart = true;
                continue;
            }

            if (_atLineStart)
            {
                _inComment = value == (byte)':';
                _hasField |= !_inComment;
                _atLineStart = false;
            }
        }

        return false;
    }
}
