using System.Data.Common;
using Mcpx.Db;
using Mcpx.Domain.Journal;

namespace Mcpx.Dashboard.Store;

/// <summary>
/// Waits until the watchdog has brought the store to our schema, then follows the journal every 250 ms. A store that is
/// gone or newer than this program is a sentence to show, never an empty page that looks like health.
/// </summary>
internal sealed class StoreFollower(Db.Store store, JournalTail tail, TimeProvider time, ILogger<StoreFollower> log)
    : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(10);
    private volatile string? _obstacle = "the store was not opened yet";
    private volatile string? _readOnly;
    private long? _looked;

    /// <summary>Why nothing can be read now; null while all is well.</summary>
    public string? Obstacle => _obstacle;

    /// <summary>Why nothing can be decided or signed in to now, though all can be read: the store takes nothing; null while it does.</summary>
    public string? ReadOnly => _readOnly;

    /// <summary>What the journal adds up to.</summary>
    public JournalState State => tail.Current;

    /// <summary>Raised when the journal moved or the store became readable or unreadable. Handlers must not block.</summary>
    public event Action? Changed;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        tail.Moved += _ => Changed?.Invoke();
        using var timer = new PeriodicTimer(Every, time);
        do
        {
            Follow();
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private void Follow()
    {
        try
        {
            if (_obstacle is not null)
            {
                Set(store.Place.Obstacle());
            }

            if (_obstacle is null)
            {
                Look();
                tail.CatchUp();
            }
        }
        catch (Exception problem) when (problem is DbException or IOException or System.Text.Json.JsonException)
        {
            if (_obstacle is null)
            {
                Log.StoreLost(log, problem);
            }

            Set($"the store cannot be read: {problem.Message}");
        }
    }

    /// <summary>A failover may leave us at a database that takes nothing any more.</summary>
    private void Look()
    {
        if (_looked is not { } last || time.GetElapsedTime(last) >= LookEvery)
        {
            _looked = time.GetTimestamp();
            _readOnly = store.Place.ReadOnly();
        }
    }

    private void Set(string? obstacle)
    {
        if (_obstacle != obstacle)
        {
            _obstacle = obstacle;
            if (obstacle is not null)
            {
                Log.StoreUnusable(log, obstacle);
            }

            Changed?.Invoke();
        }
    }
}
