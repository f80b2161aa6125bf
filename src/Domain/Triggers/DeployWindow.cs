namespace Mcpx.Domain.Triggers;

/// <summary>
/// While a deployment runs, and a while after it, restarts and closed streams are expected: from the started report to
/// finished plus a settling time, capped when no finish is ever reported.
/// </summary>
/// <param name="settle">After the finish. Default of the configuration: 60 s.</param>
/// <param name="cap">After the start, without a finish. Default of the configuration: 15 min.</param>
public sealed class DeployWindow(TimeSpan settle, TimeSpan cap)
{
    private readonly Dictionary<string, DateTimeOffset> _running = new(StringComparer.Ordinal);
    private DateTimeOffset _settledAt = DateTimeOffset.MinValue;

    /// <summary>A deployment was reported started; known ones change nothing.</summary>
    public void Started(string id, DateTimeOffset at) => _running.TryAdd(id, at);

    /// <summary>A deployment finished or failed: both end alike.</summary>
    public void Ended(string id, DateTimeOffset at)
    {
        _running.Remove(id);
        if (at + settle > _settledAt)
        {
            _settledAt = at + settle;
        }
    }

    /// <summary>When the last of those known ends, as far as reports say today.</summary>
    public DateTimeOffset Until
    {
        get
        {
            var until = _settledAt;
            foreach (var started in _running.Values)
            {
                until = started + cap > until ? started + cap : until;
            }

            return until;
        }
    }

    /// <summary>Whether one covers this moment.</summary>
    public bool Covers(DateTimeOffset now) => now < Until;
}
