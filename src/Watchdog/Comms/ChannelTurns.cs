using System.Collections.Concurrent;

namespace Mcpx.Watchdog.Comms;

/// <summary>
/// One message at a time in each channel, so that order is kept and what is told once is told once, and no more than Slack takes.
/// </summary>
internal sealed class ChannelTurns(TimeProvider time)
{
    /// <summary>Slack takes one message a second in a channel.</summary>
    private static readonly TimeSpan Apart = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, Turn> _turns = new(StringComparer.Ordinal);

    /// <summary>Waits for the turn; whoever disposes it gives it on.</summary>
    public async Task<IDisposable> TakeAsync(string channel, CancellationToken cancellation)
    {
        var turn = Of(channel);
        await turn.Gate.WaitAsync(cancellation);
        return turn;
    }

    /// <summary>Waits until another message may follow the newest. A step of a run does not: Slack bears a short burst.</summary>
    public Task PaceAsync(string channel, CancellationToken cancellation)
    {
        var wait = Apart - time.GetElapsedTime(Of(channel).Newest ?? 0);
        return Of(channel).Newest is null || wait <= TimeSpan.Zero
            ? Task.CompletedTask
            : Task.Delay(wait, time, cancellation);
    }

    /// <summary>A message went out, or was tried.</summary>
    public void Note(string channel) => Of(channel).Newest = time.GetTimestamp();

    private Turn Of(string channel) => _turns.GetOrAdd(channel, static _ => new());

    private sealed class Turn : IDisposable
    {
        public SemaphoreSlim Gate { get; } = new(1);

        public long? Newest { get; set; }

        public void Dispose() => Gate.Release();
    }
}
