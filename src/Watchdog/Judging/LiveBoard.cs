using System.Collections.Concurrent;
using Mcpx.Domain.Live;

namespace Mcpx.Watchdog.Judging;

/// <summary>The newest picture of every environment.</summary>
internal sealed class LiveBoard(TimeProvider time) : IDisposable
{
    /// <summary>Whoever waits for rounds looks by itself after that, should judging stand still.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _round = new(0, 1);
    private readonly ConcurrentDictionary<string, LivePicture> _pictures = new(StringComparer.Ordinal);

    public LivePicture? Of(string environment) => _pictures.GetValueOrDefault(environment);

    public IReadOnlyCollection<LivePicture> All => (IReadOnlyCollection<LivePicture>)_pictures.Values;

    /// <summary>Every environment was judged and published: whoever acts on it need not wait for a timer of his own.</summary>
    public void EndRound()
    {
        if (_round.CurrentCount == 0)
        {
            _round.Release();
        }
    }

    /// <summary>Waits for the end of the next round. For one reader.</summary>
    public Task NextRoundAsync(CancellationToken stopping) => _round.WaitAsync(LongestWait, stopping);

    public void Dispose() => _round.Dispose();

    public void Publish(LivePicture picture) => _pictures[picture.Environment] = picture;

    /// <summary>How long ago the oldest environment was judged; null before the first tick.</summary>
    public TimeSpan? Age =>
        _pictures.IsEmpty ? null : time.GetUtcNow() - _pictures.Values.Min(picture => picture.EvaluatedAt);
}
