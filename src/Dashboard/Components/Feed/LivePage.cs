using System.Data.Common;
using Mcpx.Dashboard.Live;
using Mcpx.Dashboard.Store;
using Mcpx.Domain.Journal;
using Microsoft.AspNetCore.Components;

namespace Mcpx.Dashboard.Components.Feed;

/// <summary>
/// A component that follows the journal and the live readings. It draws at once when a fact was written, at most twice a second
/// while readings move, and looks at the disk every few seconds only, all by one clock for all pages. It begins to follow after
/// the first interactive render, so that a prerendered page costs nothing once it is sent.
/// </summary>
public abstract class LivePage : ComponentBase, IDisposable
{
    private static readonly TimeSpan Reread = TimeSpan.FromSeconds(3);

    private readonly List<IDisposable> _looks = [];
    private IReadOnlyCollection<string> _looked = [];
    private IDisposable? _beat;
    private DateTimeOffset _beatAt;
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

    /// <summary>What other circuits read too.</summary>
    [Inject]
    private protected SharedReads Shared { get; set; } = null!;

    [Inject]
    private ReadingsReader Reader { get; set; } = null!;

    [Inject]
    private PageBeat Beat { get; set; } = null!;

    [Inject]
    private Attention Attention { get; set; } = null!;

    /// <summary>Whether facts are drawn while the tab is hidden; readings never are.</summary>
    private protected virtual bool HearsFactsWhileHidden => false;

    private protected JournalState State => Follower.State;

    /// <summary>Whether the page is live: false while it is prerendered.</summary>
    protected bool Following { get; private set; }

    /// <summary>The moment that is drawn: of a beat the same on all pages.</summary>
    private protected DateTimeOffset Moment { get; private set; }

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
            Attention.Changed -= OnAttention;
            _beat?.Dispose();
            Leave();
            Left();
        }
    }

    /// <summary>Works out what the page shows.</summary>
    /// <param name="disk">Whether what lies on the disk is to be read again too.</param>
    private protected abstract void Draw(bool disk);

    /// <summary>Begins to follow what only this page follows; called once, after the first interactive render.</summary>
    private protected virtual void Came() { }

    /// <summary>Stops following it; called once, whether or not it ever began.</summary>
    private protected virtual void Left() { }

    private protected Readings ReadingsOf(string environment, bool disk) => Reader.Of(environment, disk);

    /// <inheritdoc />
    protected override void OnParametersSet() => DrawSafely(Time.GetUtcNow(), disk: true);

    /// <inheritdoc />
    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            Following = true;
            Attention.Changed += OnAttention;
            Look();
            Listen();
            Came();
        }
    }

    /// <summary>Draws now, after something the reader did.</summary>
    protected void DrawNow()
    {
        DrawSafely(Time.GetUtcNow(), disk: true);
        StateHasChanged();
    }

    // Nobody sees a hidden tab: no beat, no live readings, no render. On return it catches up at once.
    private void OnAttention()
    {
        Listen();
        if (Attention.Hidden)
        {
            Leave();
        }
        else
        {
            OnBeat(new(Time.GetUtcNow(), Written: true));
        }
    }

    private void Listen()
    {
        _beat?.Dispose();
        _beat =
            !Attention.Hidden ? Beat.Join(OnBeat)
            : HearsFactsWhileHidden ? Beat.Join(OnBeat, factsOnly: true)
            : null;
    }

    private void OnBeat(Beat beat)
    {
        if (beat.Written)
        {
            _written = true;
        }

        if ((_moved || _written || beat.At - _readAt >= Reread) && Interlocked.Exchange(ref _queued, 1) == 0)
        {
            _beatAt = beat.At;
            _ = InvokeAsync(FollowAsync);
        }
    }

    private async Task FollowAsync()
    {
        var at = _beatAt;
        Interlocked.Exchange(ref _queued, 0);
        var disk = _written || at - _readAt >= Reread;
        _moved = _written = false;
        try
        {
            if (!Attention.Hidden)
            {
                Look();
            }

            DrawSafely(at, disk);
            StateHasChanged();
        }
        catch (Exception problem)
        {
            await DispatchExceptionAsync(problem);
        }
    }

    private void DrawSafely(DateTimeOffset at, bool disk)
    {
        var readable = Follower.Obstacle is null;
        Moment = at;
        if (disk)
        {
            _readAt = at;
        }

        try
        {
            Draw(disk && readable);
        }
        catch (DbException) when (disk)
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
