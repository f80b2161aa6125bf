using Mcpx.Db;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;

namespace Mcpx.Watchdog.FollowUps;

/// <summary>
/// Does what follows a rollback by itself: the note on the failing release, the report with an owner, the secret that is to be rotated.
/// It goes by what is written down, so that what a restart cut short is done after it, and once.
/// </summary>
internal sealed class AftercareKeeper(
    Journal journal,
    JournalTail tail,
    IncidentLog incidents,
    TimeProvider time,
    ILogger<AftercareKeeper> log
) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        using var timer = new PeriodicTimer(Every, time);
        do
        {
            try
            {
                Look();
            }
            catch (Exception problem) when (StoreFault.Is(problem))
            {
                Log.NotLookedAfter(log, problem);
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Writes down what is owed.</summary>
    internal void Look()
    {
        var state = tail.CatchUp();
        foreach (var incident in state.Incidents.Values)
        {
            if (
                Aftercare.Report(incident, state.RosterOf(incident.Environment).IncidentCommander, time.GetUtcNow()) is
                { } opened
            )
            {
                incidents.Record(incident.Id, opened, Actor.Watchdog);
            }

            foreach (var note in Aftercare.Notes(incident, tail.CatchUp(), time.GetUtcNow()).ToList())
            {
                // Somebody who was faster wrote to the same stream; at the next look it is done, or tried again.
                journal.Append(
                    Actor.Watchdog,
                    time.GetUtcNow(),
                    new StreamAppend(
                        Streams.Release(note.Tag),
                        tail.Current.ReleaseVersions.GetValueOrDefault(note.Tag),
                        [note]
                    )
                );
            }
        }
    }
}
