namespace Mcpx.Watchdog.Evidence;

/// <summary>When something that did not go well is tried again: soon, then less and less often. Kept in memory; a restart tries at once.</summary>
internal sealed class RetryPlan
{
    private static readonly TimeSpan[] Waits =
    [
        TimeSpan.FromSeconds(10),
        TimeSpan.FromMinutes(1),
        TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(2),
        TimeSpan.FromHours(6),
    ];

    private readonly Dictionary<string, (int Attempts, DateTimeOffset Next)> _tries = new(StringComparer.Ordinal);

    /// <summary>How many things wait to be tried again.</summary>
    public int Waiting => _tries.Count;

    public bool IsDue(string what, DateTimeOffset now) => !_tries.TryGetValue(what, out var known) || now >= known.Next;

    public void Failed(string what, DateTimeOffset now)
    {
        var attempts = _tries.GetValueOrDefault(what).Attempts + 1;
        _tries[what] = (attempts, now + Waits[Math.Min(attempts, Waits.Length) - 1]);
    }

    public void Done(string what) => _tries.Remove(what);

    /// <summary>Forgets what is not wanted any more.</summary>
    public void KeepOnly(IReadOnlySet<string> wanted)
    {
        foreach (var what in _tries.Keys.Where(what => !wanted.Contains(what)).ToList())
        {
            _tries.Remove(what);
        }
    }
}
