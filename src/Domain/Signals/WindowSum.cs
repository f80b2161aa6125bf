namespace Mcpx.Domain.Signals;

/// <summary>
/// The counts of many windows together, as of each one's own last add or advance: the windows push what comes and goes, so
/// that reading a component's sum costs nothing. A window that is given up is cleared first, else its counts stay.
/// </summary>
public sealed class WindowSum
{
    /// <summary>Samples in all the windows.</summary>
    public int Samples { get; private set; }

    /// <summary>Sum of the windows' totals.</summary>
    public long Total { get; private set; }

    /// <summary>Sum of the windows' bad parts.</summary>
    public long Bad { get; private set; }

    internal void Move(int samples, long total, long bad)
    {
        Samples += samples;
        Total += total;
        Bad += bad;
    }
}
