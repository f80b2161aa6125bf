using Mcpx.Dashboard.Live;
using Mcpx.Dashboard.Store;
using Mcpx.Domain.Journal;
using Microsoft.AspNetCore.Components;
using Microsoft.Data.Sqlite;

namespace Mcpx.Dashboard.Components.Feed;

/// <summary>
/// A component that follows the journal and the live readings. It draws at once when a fact was written, at most twice a second
/// while readings move, and looks at the disk every few seconds only. It begins to follow after the first interactive render,
/// so that a prerendered page costs nothing once it is sent.
/// </summary>
public abstract class LivePage : ComponentBase, IDisposable
{
    private static readonly TimeSpan Redraw = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Reread = TimeSpan.FromSeconds(3);

    private readonly List<IDisposable> _looks = [];
    private IReadOnlyCollection<string> _looked = [];
    private ReadingsReader? _readings;
    private ITimer? _timer;
    private DateTimeOffset _readAt;
    private volatile bool _moved;
    private volatile bool _written;
    private int _queued;

    [Inject]
    private protected StoreFollower Follower { get; set; } = null!;

    [Inject]
    private protected LiveReadings Live { get; set; } = null!;

    [Inject]
    private protected Db.Store Store { get; set; } = null!;

    /// <summary>The clock.</summary>
    [Inject]
    protected TimeProvider Time { get; set; } = null!;

    [Inject]
    private Attention Attention { get; set; } = null!;

    /// <summary>Whether facts are drawn while the tab is hidden; readings never are.</summary>
    private protected virtual bool HearsFactsWhileHidden => false;

    private protected JournalState State => Follower.State;

    /// <summary>Whether the page is live: false while it is prerendered.</summary>
    protected bool Following => _timer is not null;

    /// <summary>Environments whose live readings the page shows.</summary>
    private protected abstract IReadOnlyCollection<string> Watched { get; }

    /// <summary>Stops following.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Stops following.</summary>
    /// <param name="disposing">True unless the runtime cleans up.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            Follower.Changed -= OnWritten;
            Attention.Changed -= OnAttention;
            _timer?.Dispose();
            Leave();
        }
    }

    /// <summary>Works out what the page shows.</summary>
    /// <param name="disk">Whether what lies on the disk is to be read again too.</param>
    private protected abstract void Draw(bool disk);

    private protected Readings ReadingsOf(string environment, bool disk) =>
        (_readings ??= new(Live, Store)).Of(environment, disk);

    /// <inheritdoc />
    protected override void OnParametersSet() => DrawSafely(disk: true);

    /// <inheritdoc />
    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            Follower.Changed += OnWritten;
            Attention.Changed += OnAttention;
            Look();
            _timer = Time.CreateTimer(_ => Tick(), state: null, Redraw, Redraw);
            if (Attention.Hidden)
            {
                OnAttention();
            }
        }
    }

    /// <summary>Draws now, after something the reader did.</summary>
    protected void DrawNow()
    {
        DrawSafely(disk: true);
        StateHasChanged();
    }

    // The follower calls while it holds the journal's tail: draw on the timer's thread, not here.
    private void OnWritten()
    {
        _written = true;
        if (!Attention.Hidden)
        {
            _timer?.Change(TimeSpan.Zero, Redraw);
        }
        else if (HearsFactsWhileHidden)
        {
            _timer?.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }

    // Nobody sees a hidden tab: no timer, no live readings, no render. On return it catches up at once.
    private void OnAttention()
    {
        if (Attention.Hidden)
        {
            _timer?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            Leave();
        }
        else
        {
            _moved = true;
            _readAt = default;
            _timer?.Change(TimeSpan.Zero, Redraw);
        }
    }

    private void Tick()
    {
        var due = Time.GetUtcNow() - _readAt >= Reread;
        if ((_moved || _written || due) && Interlocked.Exchange(ref _queued, 1) == 0)
        {
            _ = InvokeAsync(FollowAsync);
        }
    }

    private async Task FollowAsync()
    {
        Interlocked.Exchange(ref _queued, 0);
        var disk = _written || Time.GetUtcNow() - _readAt >= Reread;
        _moved = _written = false;
        try
        {
            if (!Attention.Hidden)
            {
                Look();
            }

            DrawSafely(disk);
            StateHasChanged();
        }
        catch (Exception problem)
        {
            await DispatchExceptionAsync(problem);
        }
    }

    private void DrawSafely(bool disk)
    {
        var readable = Follower.Obstacle is null;
        if (disk)
        {
            _readAt = Time.GetUtcNow();
        }

        try
        {
            Draw(disk && readable);
        }
        catch (SqliteException) when (disk)
        {
            // The follower meets the same file within its next tick and says so on every page; what was read stays.
            Draw(disk: false);
        }
    }

    private void Look()
    {
        var wanted = Watched;
        if (wanted.SequenceEqual(_looked, StringComparer.Ordinal))
        {
            return;
        }

        Leave();
        _looked = [.. wanted];
        _looks.AddRange(_looked.Select(environment => Live.Look(environment, () => _moved = true)));
    }

    private void Leave()
    {
        foreach (var look in _looks)
        {
            look.Dispose();
        }

        _looks.Clear();
        _looked = [];
    }
}
