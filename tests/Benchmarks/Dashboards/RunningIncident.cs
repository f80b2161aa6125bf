using Mcpx.Benchmarks.Incidents;
using Mcpx.Db;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;

namespace Mcpx.Benchmarks.Dashboards;

/// <summary>A store with an incident in the middle of its first step, which goes on reporting.</summary>
internal sealed class RunningIncident
{
    public const string Id = "INC-0001";

    private readonly IncidentLog _log;

    public RunningIncident(string data)
    {
        Migrations.Run(data);
        var store = new Store(data);
        var story = LongIncident.Story();
        List<IEvent> begun =
        [
            story[0],
            .. story.OfType<RollbackProposed>(),
            .. story.OfType<RollbackApproved>(),
            .. story.OfType<RunStarted>(),
            new StepStarted(1),
        ];
        store.Journal.Append(Actor.Watchdog, DateTimeOffset.UtcNow, new StreamAppend(Streams.Incident(Id), 0, begun));
        _log = new(store.Journal, new JournalTail(store.Journal), TimeProvider.System);
    }

    /// <summary>One more line of the step's output, durable when it returns.</summary>
    public void Report(string line) => _log.Record(Id, new StepReported(1, [line]), Actor.Watchdog);
}
