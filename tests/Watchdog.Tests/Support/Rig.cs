using Mcpx.Db;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Live;
using Mcpx.Domain.Redaction;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;
using Mcpx.Hosting;
using Mcpx.Watchdog.Browser;
using Mcpx.Watchdog.Comms;
using Mcpx.Watchdog.Configuration;
using Mcpx.Watchdog.Evidence;
using Mcpx.Watchdog.Evidence.Copies;
using Mcpx.Watchdog.Evidence.Parts;
using Mcpx.Watchdog.Incidents;
using Mcpx.Watchdog.Judging;
using Mcpx.Watchdog.PortalLogs;
using Mcpx.Watchdog.Probes;
using Mcpx.Watchdog.Probes.Security;
using Mcpx.Watchdog.Runner;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Mcpx.Watchdog.Tests.Support;

/// <summary>The watchdog's insides over a store of its own and a clock that is moved by hand.</summary>
internal sealed class Rig : IDisposable
{
    private readonly ServiceProvider _services;
    private readonly ConfigurationFile _releases = new();

    public Rig(
        EnvironmentOptions? environment = null,
        SlackOptions? slack = null,
        IRedaction? redaction = null,
        Func<WatchdogOptions, WatchdogOptions>? change = null
    )
    {
        Environment = environment ?? Some.Environment();
        Options = (change ?? (options => options))(Some.Options(Environment, slack)) with
        {
            ReleaseFolder = _releases.Releases,
            DataDirectory = Folder.Data,
        };
        Secrets = new(Options);
        Folder.Redaction = redaction ?? Secrets;
        Time = new(Some.Start);
        Tail = new(Store.Journal);
        Incidents = new(Store.Journal, Tail, Time);
        Environments = new(Store.Journal, Tail, Time);
        Board = new(Time);
        Looks = new(Store);
        PortalLogs = new(Options, Store, Tail, Incidents, Time, NullLogger<PortalLogReader>.Instance);
        var releases = new ReleaseFolder(_releases.Releases);
        Evidence = Sealing();
        Tape = new(Options, Store, NullLogger<DecisionTape>.Instance);
        Keeper = new(
            Options,
            Board,
            Tail,
            Incidents,
            new ArtifactFindings(releases, Time),
            Tape,
            new(Options, Probes, new Lifetime(), NullLogger<ProbeExecutor>.Instance),
            Time,
            NullLogger<IncidentKeeper>.Instance
        );
        _services = new ServiceCollection().AddComms().AddLogging(log => log.ClearProviders()).BuildServiceProvider();
        Slack = new(
            Options,
            Secrets,
            new(Options, new(Options), Time),
            Incidents,
            Tail,
            Time,
            _services.GetRequiredService<IHttpClientFactory>(),
            NullLogger<SlackNotifier>.Instance
        );
        WriteManifests(releases);
        Startup.Register(
            Store.Journal,
            Tail,
            Environments,
            releases.Read().Releases.Values,
            new ConfigurationApplied(Options, []),
            Time.GetUtcNow()
        );
    }

    public Folder Folder { get; } = new();
    public EnvironmentOptions Environment { get; }
    public WatchdogOptions Options { get; }
    public FakeTimeProvider Time { get; }
    public JournalTail Tail { get; }
    public IncidentLog Incidents { get; }
    public EnvironmentLog Environments { get; }
    public LiveBoard Board { get; }
    public Secrets Secrets { get; }
    public SecretSeals Seals => new(Some.Salted, Secrets);
    public BrowserArchive Looks { get; }
    public PortalLogReader PortalLogs { get; }

    /// <summary>Prints nothing: there is no browser.</summary>
    public ReportPrinter Printer { get; } = new() { Browser = null };

    public EvidenceSealing Evidence { get; }
    public DecisionTape Tape { get; }
    public IncidentKeeper Keeper { get; }

    /// <summary>What the keeper can ask out of turn.</summary>
    public List<IProbe> Probes { get; } = [];

    public SlackNotifier Slack { get; }

    public Store Store => Folder.Store;

    /// <summary>The failing release until a run put the good one in place.</summary>
    private string Running =>
        Tail.CatchUp().Incidents.Values.LastOrDefault()?.RestoredAt is null ? Some.Failing : Some.Good;

    public Incident Incident => Tail.CatchUp().Incidents.Values.Last();

    /// <summary>The failing release went to the API a while ago.</summary>
    public void Deployed(string tag = Some.Failing, string by = "pipeline")
    {
        Environments.Append(
            "Prod",
            new(by, Role.Deployer),
            _ =>
                [
                    new DeploymentStarted($"d-{tag}", Component.Api, tag, by),
                    new DeploymentEnded($"d-{tag}", Component.Api, tag, Succeeded: true, ""),
                ]
        );
        Time.Advance(TimeSpan.FromMinutes(6));
    }

    /// <summary>Sealing as it is registered, but for parts that a test has of its own.</summary>
    public EvidenceSealing Sealing(params IReadOnlyList<IEvidencePart> instead)
    {
        IReadOnlyList<IEvidencePart> all =
        [
            new NotePart(),
            new PlanPart(),
            new TicketPart(Options),
            new SmokePart(Store),
            new SettingsPart(),
            new StepsPart(),
            new ReadingsPart(Store),
            new SamplesPart(Store),
            new PicturePart(Store) { Paint = (panels, _) => new([1, 2, 3], [.. panels.Select(_ => (byte[])[4])]) },
            new BrowserPart(Options, Looks),
            new ParityPart(),
            new AttestationsPart(Store),
            new PortalLogPart(Store, PortalLogs),
            new ReportPart(new(Store, Tail, Time), Printer, NullLogger<ReportPart>.Instance),
            new JournalPart(Store),
        ];
        return new(
            Store,
            Tail,
            Incidents,
            all.Select(part =>
                instead.FirstOrDefault(other =>
                    other.GetType() == part.GetType() || other.Lines.SequenceEqual(part.Lines)
                ) ?? part
            ),
            Time,
            NullLogger<EvidenceSealing>.Instance
        );
    }

    /// <summary>Looks after the evidence, and its copies where a place is configured.</summary>
    public EvidenceKeeper EvidenceKeeper(EvidenceSealing? sealing = null, CopyPlaces? places = null) =>
        new(
            Store,
            Tail,
            sealing ?? Evidence,
            new(Store, Tail, Incidents, places ?? new(Options, Time), Time, NullLogger<EvidenceCopying>.Instance),
            Time,
            NullLogger<EvidenceKeeper>.Instance
        );

    /// <summary>Shows the keeper a picture and lets it look once.</summary>
    public Incident? Look(params Verdict[] verdicts)
    {
        var now = Time.GetUtcNow();
        Board.Publish(
            new("Prod", now, Tail.Current.Position, verdicts, [new LiveInstance("api-1", Component.Api, Running, now)])
        );
        Keeper.Keep("Prod");
        return Tail.CatchUp().Incidents.Values.LastOrDefault();
    }

    public static Verdict Breach(string trigger = TriggerNames.Availability) =>
        Some.Verdict(trigger, onset: Some.Start.AddMinutes(1));

    public static Verdict Healthy(string trigger = TriggerNames.Availability) =>
        Breach(trigger) with
        {
            State = VerdictState.Healthy,
            Onset = null,
        };

    /// <summary>An incident whose rollback a person approved.</summary>
    public Incident Approved()
    {
        Deployed();
        var proposed = Look(Breach())!;
        proposed = proposed.Proposal is null ? Look(Breach())! : proposed;
        Approve(proposed);
        return Incident;
    }

    public void Approve(Incident incident) =>
        Assert.Null(
            Incidents.Execute(incident.Id, new IncidentCommand.Approve(incident.Proposal!.PlanHash), Some.Ic).Refusal
        );

    public RollbackRunner Runner(params IEnumerable<IStep> steps) =>
        new(Options, Tail, Incidents, Secrets, steps, Time, NullLogger<RollbackRunner>.Instance);

    /// <summary>Lets a runner work until something holds, then ends it like a process that stops.</summary>
    public async Task RunAsync(string until, Func<Incident, bool> condition, params IEnumerable<IStep> steps)
    {
        using var runner = Runner(steps);
        await runner.StartAsync(CancellationToken.None);
        await Wait.UntilAsync(Time, until, () => condition(Incident));
        await runner.StopAsync(CancellationToken.None);
    }

    /// <summary>From here on the disk is full: the journal takes nothing.</summary>
    public void Fill() =>
        Sql("CREATE TRIGGER full BEFORE INSERT ON body BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END");

    /// <summary>There is room again.</summary>
    public void Clear() => Sql("DROP TRIGGER full");

    private void Sql(string sql)
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Folder.Data}/journal.db");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public IReadOnlyList<T> Events<T>() =>
        [.. Store.Journal.ReadAfter(0, 10_000).Select(entry => entry.Event).OfType<T>()];

    public void Dispose()
    {
        _services.Dispose();
        Folder.Dispose();
        _releases.Dispose();
    }

    private void WriteManifests(ReleaseFolder releases)
    {
        var plain = releases.Read().Releases[Some.Good];
        var api = releases.Find(plain, Component.Api).Sha256!;
        var web = releases.Find(plain, Component.Web).Sha256!;
        _releases.AddFile($"releases/{Some.Good}/manifest.json", ConfigurationFile.Manifest(Some.Good, api, web));
        _releases.AddFile($"releases/{Some.Failing}/manifest.json", ConfigurationFile.Manifest(Some.Failing, api, web));
    }
}

/// <summary>A step that does what a test says and remembers that it was asked.</summary>
internal sealed class FakeStep(StepKind kind, Func<StepContext, Task<StepResult>>? run = null) : IStep
{
    private readonly System.Collections.Concurrent.ConcurrentQueue<StepContext> _calls = new();

    public StepKind Kind => kind;

    public IReadOnlyCollection<StepContext> Calls => _calls;

    public static FakeStep[] All(Func<StepContext, Task<StepResult>>? run = null) =>
        [.. Enum.GetValues<StepKind>().Select(kind => new FakeStep(kind, run))];

    public Task<StepResult> RunAsync(StepContext context, CancellationToken cancellation)
    {
        _calls.Enqueue(context);
        return run?.Invoke(context).WaitAsync(cancellation) ?? Task.FromResult(StepResult.Success("done"));
    }
}
