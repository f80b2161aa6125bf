using Mcpx.Dashboard.Store;

namespace Mcpx.Dashboard.Components.Feed;

/// <summary>One beat of the process's clock for pages.</summary>
/// <param name="At">When it was; the same for all, so that what one page works out for it serves the others.</param>
/// <param name="Written">Whether the journal moved, or the store became readable or unreadable.</param>
internal readonly record struct Beat(DateTimeOffset At, bool Written);

/// <summary>
/// One clock for all open pages: twice a second, and at once when a fact was written. It stands still while nobody listens.
/// </summary>
internal sealed class PageBeat : IDisposable
{
    /// <summary>How often; readings are drawn no more often than this.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromMilliseconds(500);

    private readonly Lock _gate = new();
    private readonly HashSet<Listener> _listeners = [];
    private readonly StoreFollower _follower;
    private readonly TimeProvider _time;
    private ITimer? _timer;
    private int _waking;

    public PageBeat(StoreFollower follower, TimeProvider time)
    {
        (_follower, _time) = (follower, time);
        _follower.Changed += OnWritten;
    }

    /// <summary>How many listen.</summary>
    public int Listening
    {
        get
        {
            lock (_gate)
            {
                return _listeners.Count;
            }
        }
    }

    /// <summary>Listens until disposed.</summary>
    /// <param name="hear">Called on a thread of the pool; must hand over and return.</param>
    /// <param name="factsOnly">Whether only beats with something written are heard.</param>
    public IDisposable Join(Action<Beat> hear, bool factsOnly = false)
    {
        var listener = new Listener(this, hear, factsOnly);
        lock (_gate)
        {
            _listeners.Add(listener);
            _timer ??= Start();
        }

        return listener;
    }

    public void Dispose()
    {
        _follower.Changed -= OnWritten;
        _timer?.Dispose();
    }

    // Whoever listens first is none of the clock's business, nor of the others'.
    private ITimer Start()
    {
        if (ExecutionContext.IsFlowSuppressed())
        {
            return Create();
        }

        using (ExecutionContext.SuppressFlow())
        {
            return Create();
        }

        ITimer Create() => _time.CreateTimer(_ => Raise(written: false), state: null, Every, Every);
    }

    // The follower calls while it holds the journal's tail: go on elsewhere, and once for facts that come together.
    private void OnWritten()
    {
        if (Interlocked.Exchange(ref _waking, 1) == 0)
        {
            ThreadPool.UnsafeQueueUserWorkItem(
                _ =>
                {
                    Interlocked.Exchange(ref _waking, 0);
                    Raise(written: true);
                },
                state: null
            );
        }
    }

    private void Raise(bool written)
    {
        Listener[] listeners;
        lock (_gate)
        {
            listeners = [.. _listeners];
        }

        var beat = new Beat(_time.GetUtcNow(), written);
        foreach (var listener in listeners.Where(listener => written || !listener.FactsOnly))
        {
            listener.Hear(beat);
        }
    }

    private void Leave(Listener listener)
    {
        lock (_gate)
        {
            _listeners.Remove(listener);
            if (_listeners.Count == 0)
            {
                _timer?.Dispose();
                _timer = null;
            }
        }
    }

    private sealed class Listener(PageBeat beat, Action<Beat> hear, bool factsOnly) : IDisposable
    {
        public Action<Beat> Hear => hear;

        public bool FactsOnly => factsOnly;

        public void Dispose() => beat.Leave(this);
    }
}
