using Mcpx.Db;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;

namespace Mcpx.Watchdog.Anchors;

/// <summary>
/// Anchors the chain's head outside: when an incident ends, evidence is sealed or entries are purged, and now and then while the journal grows. Beside
/// everything else: an anchor that cannot be made is shown and tried again, and holds nothing up.
/// </summary>
internal sealed class AnchorKeeper(
    WatchdogOptions options,
    Journal journal,
    JournalTail tail,
    IEnumerable<IAnchorSink> sinks,
    AnchorBoard board,
    TimeProvider time,
    ILogger<AnchorKeeper> log
) : BackgroundService
{
    /// <summary>How often it looks whether there is something to anchor.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    /// <summary>How long after a failure it is tried again.</summary>
    public static readonly TimeSpan Again = TimeSpan.FromSeconds(30);

    private readonly List<Turn> _turns = [.. sinks.Where(sink => sink.IsWanted).Select(sink => new Turn(sink))];
    private volatile bool _urgent;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        tail.Moved += Watch;
        return base.StartAsync(cancellationToken);
    }

    public override Task StopAsync(CancellationToken cancellationToken)
    {
        tail.Moved -= Watch;
        return base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (_turns.Count == 0)
        {
            return;
        }

        await Task.Yield();
        using var timer = new PeriodicTimer(Every, time);
        do
        {
            await LookAsync(stoppingToken);
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task LookAsync(CancellationToken cancellation)
    {
        var (now, urgent) = (time.GetUtcNow(), _urgent);
        _urgent = false;
        foreach (var turn in _turns)
        {
            turn.Due = urgent && turn.Kept < tail.Current.Position ? now : turn.Due;
            if (turn.Due > now || turn.Kept >= tail.Current.Position)
            {
                continue;
            }

            await KeepAsync(turn, now, cancellation);
        }
    }

    private async Task KeepAsync(Turn turn, DateTimeOffset now, CancellationToken cancellation)
    {
        string? fault;
        var position = 0L;
        try
        {
            var head = journal.HeadLink();
            position = head?.Position ?? 0;
            fault = head is null ? null : await turn.Sink.KeepAsync(head, now, cancellation);
        }
        catch (Exception problem) when (StoreFault.Is(problem) && !cancellation.IsCancellationRequested)
        {
            fault = $"the journal could not be read: {problem.Message}";
        }

        turn.Kept = fault is null ? position : turn.Kept;
        turn.Due = now + (fault is null ? options.Journal.Anchor.Interval : Again);
        if (board.Note(turn.Sink.Name, position, now, fault))
        {
            Tell(turn.Sink.Name, position, fault);
        }
    }

    private void Tell(string sink, long position, string? fault)
    {
        if (fault is null)
        {
            Log.AnchoredAgain(log, sink, position);
        }
        else
        {
            Log.NotAnchored(log, sink, fault);
        }
    }

    private void Watch(IReadOnlyList<JournalEntry> entries)
    {
        if (
            entries.Any(entry => entry.Event is IncidentClosed or IncidentWithdrawn or EvidenceSealed or IncidentPurged)
        )
        {
            _urgent = true;
        }
    }

    private sealed class Turn(IAnchorSink sink)
    {
        public IAnchorSink Sink { get; } = sink;

        public long Kept { get; set; }

        public DateTimeOffset Due { get; set; }
    }
}
