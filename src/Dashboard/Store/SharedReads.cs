using System.Collections.Concurrent;

namespace Mcpx.Dashboard.Store;

/// <summary>
/// What many circuits read or work out alike, once for all of them. A value stands until it is asked for in another version; what
/// nobody asked for in five minutes is forgotten, so that the memory follows what is looked at.
/// </summary>
internal sealed class SharedReads(TimeProvider time)
{
    /// <summary>Values kept at most; beyond it the longest unasked go first.</summary>
    public const int Most = 256;

    private static readonly TimeSpan Forgotten = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<(Type Type, string Of), Kept> _kept = [];

    /// <summary>Values kept now.</summary>
    public int Count => _kept.Count;

    /// <summary>The value in the version asked for; whoever asks first works it out, all others wait for it.</summary>
    /// <param name="of">Of what, for example an incident; each type has names of its own.</param>
    /// <param name="version">Whatever it follows from, compared by value.</param>
    /// <param name="read">Works it out, from the value before where there is one. Must return an object that nobody changes.</param>
    public T Of<T>(string of, object version, Func<T?, T> read)
        where T : class
    {
        var now = time.GetUtcNow();
        if (!_kept.TryGetValue((typeof(T), of), out var kept))
        {
            Forget(now);
            kept = _kept.GetOrAdd((typeof(T), of), static _ => new());
        }

        kept.UsedAt = now;
        lock (kept.Gate)
        {
            if (!version.Equals(kept.Version))
            {
                // Where this throws the value before stays, in its own version.
                kept.Value = read((T?)kept.Value);
                kept.Version = version;
            }

            return (T)kept.Value!;
        }
    }

    /// <summary>The value as it is kept, in whatever version; null without one.</summary>
    public T? Last<T>(string of)
        where T : class => _kept.TryGetValue((typeof(T), of), out var kept) ? (T?)kept.Value : null;

    private void Forget(DateTimeOffset now)
    {
        var oldest = _kept.OrderByDescending(pair => pair.Value.UsedAt).ToList();
        foreach (
            var (key, _) in oldest.Where((pair, index) => index >= Most - 1 || now - pair.Value.UsedAt > Forgotten)
        )
        {
            _kept.TryRemove(key, out _);
        }
    }

    private sealed class Kept
    {
        public Lock Gate { get; } = new();

        public object? Version { get; set; }

        public object? Value { get; set; }

        public DateTimeOffset UsedAt { get; set; }
    }
}
