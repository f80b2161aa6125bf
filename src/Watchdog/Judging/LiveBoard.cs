using System.Collections.Concurrent;
using Mcpx.Domain.Live;

namespace Mcpx.Watchdog.Judging;

/// <summary>The newest picture of every environment.</summary>
internal sealed class LiveBoard(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, LivePicture> _pictures = new(StringComparer.Ordinal);

    public LivePicture? Of(string environment) => _pictures.GetValueOrDefault(environment);

    public IReadOnlyCollection<LivePicture> All => (IReadOnlyCollection<LivePicture>)_pictures.Values;

    public void Publish(LivePicture picture) => _pictures[picture.Environment] = picture;

    /// <summary>How long ago the oldest environment was judged; null before the first tick.</summary>
    public TimeSpan? Age =>
        _pictures.IsEmpty ? null : time.GetUtcNow() - _pictures.Values.Min(picture => picture.EvaluatedAt);
}
