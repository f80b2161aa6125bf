using Mcpx.Benchmarks.Incidents;
using Mcpx.Benchmarks.Windows;
using Mcpx.Db;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Rca;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;
using Mcpx.Hosting;
using Mcpx.Watchdog.Evidence;
using Mcpx.Watchdog.Evidence.Parts;
using Mcpx.Watchdog.Evidence.Zip;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mcpx.Benchmarks.Evidence;

/// <summary>A store with an incident of 5,000 events that is over, and an hour of readings around it.</summary>
internal sealed class EndedIncident
{
    private const string Id = "INC-0001";
    private static readonly DateTimeOffset End = DateTimeOffset.UtcNow;
    private static readonly DateTimeOffset Onset = End.AddMinutes(-50);
    private readonly Store _store;
    private readonly IncidentLog _log;
    private readonly RcaReader _rca;
    private readonly EvidenceSealing _sealing;

    public EndedIncident(string data)
    {
        Migrations.Run(data);
        _store = new(data);
        var breaches = WriteEvents();
        WriteReadings(breaches);
        var tail = new JournalTail(_store.Journal);
        _log = new(_store.Journal, tail, TimeProvider.System);
        _rca = new(_store, tail, TimeProvider.System);
        _sealing = new(
            _store,
            tail,
            _log,
            [
                new NotePart(),
                new PlanPart(),
                new TicketPart(new WatchdogOptions()),
                new SmokePart(_store),
                new SettingsPart(),
                new StepsPart(),
                new ReadingsPart(_store),
                new SamplesPart(_store),
                new PicturePart(_store),
                new ParityPart(),
                new AttestationsPart(_store),
                new ReportPart(_rca, new ReportPrinter { Browser = null }, NullLogger<ReportPart>.Instance),
                new JournalPart(_store),
            ],
            TimeProvider.System,
            NullLogger<EvidenceSealing>.Instance
        );
    }

    public SealOutcome Seal() => _sealing.Seal(Id);

    public RcaReport Report() => _rca.Read(Id)!;

    public void Add(IEvent happened) => _log.Record(Id, happened, Actor.Watchdog);

    /// <summary>Past its guards, which only a benchmark may do: the next part is built upon nothing.</summary>
    public void ForgetParts()
    {
        using var connection = new SqliteConnection($"Data Source={_store.Directory}/journal.db");
        connection.Open();
        using var forget = connection.CreateCommand();
        forget.CommandText = "DROP TRIGGER IF EXISTS evidence_pack_never_shrinks; DELETE FROM evidence_pack;";
        forget.ExecuteNonQuery();
    }

    public PackCheck Check()
    {
        using var zip = _store.Evidence.OpenNewest(Id)!;
        return PackCheck.Of(zip);
    }

    private List<Verdict> WriteEvents()
    {
        var story = LongIncident.Story().ConvertAll(Dated);
        _store.Journal.Append(Actor.Watchdog, End, new StreamAppend(Streams.Incident(Id), 0, story));
        return
        [
            .. story.OfType<IncidentOpened>().Select(opened => opened.Breach),
            .. story.OfType<BreachJoined>().Select(joined => joined.Breach),
        ];
    }

    private static IEvent Dated(IEvent happened) =>
        happened switch
        {
            IncidentOpened e => e with { Breach = Dated(e.Breach) },
            BreachJoined e => e with { Breach = Dated(e.Breach) },
            _ => happened,
        };

    private static Verdict Dated(Verdict breach) => breach with { Onset = Onset, Since = Onset };

    /// <summary>One reading of each series in two seconds, and of both SSE triggers as well.</summary>
    private void WriteReadings(List<Verdict> breaches)
    {
        var all = breaches.Concat(Fleet.Options(1).Instances.SelectMany(one => Sse(breaches[0], one.Name))).ToList();
        for (var at = Onset.AddMinutes(-10); at <= End; at = at.AddSeconds(2))
        {
            var value = 100 + (at.Second * 7);
            _store.Samples.Write(
                "Prod",
                at,
                [.. all.Select(verdict => verdict with { Value = value, Total = 60, Failed = 3 })],
                []
            );
        }
    }

    private static IEnumerable<Verdict> Sse(Verdict like, string instance) =>
        new[] { TriggerNames.SseTtfb, TriggerNames.SseHeartbeat, TriggerNames.Latency, TriggerNames.ErrorRate }.Select(
            trigger => like with { Trigger = trigger, Component = Component.Api, Instance = instance, Part = null }
        );
}
