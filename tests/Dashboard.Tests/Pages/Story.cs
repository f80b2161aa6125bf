using Mcpx.Domain.Configuration;
using Mcpx.Domain.Decisions;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Releases;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Dashboard.Tests.Pages;

/// <summary>A journal of one bad deploy to Prod; a test appends as far as it needs.</summary>
internal sealed class Story
{
    public const string Id = "INC-0001";

    public static readonly DateTimeOffset Start = new(2026, 11, 1, 9, 0, 0, TimeSpan.Zero);
    public static readonly Actor Ic = new("ic", Role.IncidentCommander);
    public static readonly Actor Deputy = new("deputy", Role.Deputy);
    public static readonly Actor Auditor = new("auditor", Role.Auditor);
    public static readonly RosterOptions Roster = new();

    private readonly Dictionary<string, int> _versions = new(StringComparer.Ordinal);
    private readonly List<JournalEntry> _entries = [];

    public Story(Execution execution = Execution.On, IReadOnlyList<string>? warnings = null)
    {
        Options = new EnvironmentOptions
        {
            Execution = execution,
            Note = "Limits are seconds here.",
            Instances =
            [
                new() { Name = "api-1", Address = "http://10.0.0.1" },
                new() { Name = "api-2", Address = "http://10.0.0.2" },
            ],
            Deployers = new Dictionary<Component, DeployerOptions>
            {
                [Component.Api] = new() { Deploy = ["deploy it", "{tag}"] },
            },
        };
        Happened(
            Streams.Node,
            new ConfigurationApplied(
                new()
                {
                    Environments = new Dictionary<string, EnvironmentOptions>
                    {
                        ["Alpha"] = Options,
                        ["Prod"] = Options,
                    },
                },
                warnings ?? []
            )
        );
        Happened(Streams.Release("v1.8.2"), new ReleaseRegistered(Release("v1.8.2")));
        Looked(EvidenceState.Complete);
        Happened(Streams.Environment("Prod"), new LkgPointed(Component.Api, "v1.8.2", "configuration"));
        Happened(Streams.Environment("Prod"), new DeploymentStarted("d1", Component.Api, "v1.9.0", "ci"));
        Happened(Streams.Environment("Prod"), new DeploymentEnded("d1", Component.Api, "v1.9.0", true, ""));
    }

    public EnvironmentOptions Options { get; }

    public JournalState State { get; private set; } = JournalState.Empty;

    public Incident Incident => State.Incidents[Id];

    public IReadOnlyList<JournalEntry> Entries => [.. _entries.Where(entry => entry.Stream == Streams.Incident(Id))];

    public static DateTimeOffset At(double seconds) => Start.AddSeconds(seconds);

    public static Verdict Gap(
        string instance = "api-1",
        VerdictState state = VerdictState.Breached,
        long? value = 48_000
    ) =>
        new(
            TriggerNames.SseHeartbeat,
            Component.Api,
            instance,
            Part: null,
            state,
            At(20),
            state == VerdictState.Healthy ? null : At(10),
            TimeSpan.Zero,
            TimeSpan.Zero,
            value,
            Limit: 15_000,
            Unit.Milliseconds,
            Total: 0,
            Failed: 0,
            BreachesAt: null,
            $"{instance} was silent"
        );

    public static Verdict Errors(VerdictState state = VerdictState.Healthy, long value = 0, string? instance = null) =>
        Gap() with
        {
            Trigger = TriggerNames.ErrorRate,
            Instance = instance,
            State = state,
            Value = value,
            Limit = 10_000,
            Unit = Unit.PartsPerMillion,
            HoldFor = TimeSpan.FromMinutes(5),
            Held = TimeSpan.FromMinutes(3),
            Total = 160,
            Failed = 8,
            Sentence = "calls fail",
        };

    public static Verdict Ready(string instance = "api-1", VerdictState state = VerdictState.Healthy) =>
        Gap(instance, state, 0) with
        {
            Trigger = TriggerNames.Availability,
            Part = "/ready",
            Sentence = "/ready",
        };

    public Story Happened(string stream, IEvent happened, Actor? by = null, double at = 0)
    {
        var version = _versions[stream] = _versions.GetValueOrDefault(stream) + 1;
        var entry = new JournalEntry(_entries.Count + 1, stream, version, At(at), by ?? Actor.Watchdog, happened);
        _entries.Add(entry);
        State = State.Evolve(entry);
        return this;
    }

    public Story Looked(EvidenceState evidence) =>
        Happened(
            Streams.Release("v1.8.2"),
            new ReleaseLooked("v1.8.2", new([new(Component.Api, new string('a', 64))], evidence, Scripts: null))
        );

    public Story Opened()
    {
        Happened(Streams.Environment("Prod"), new IncidentBegan(Id), at: 30);
        return On(new IncidentOpened(Id, "Prod", Gap()), at: 30);
    }

    public Story Proposed(string? causedBy = "ci", double at = 32, int version = 1) =>
        On(Proposal(version, causedBy), at: at);

    public Story Running() =>
        On(new RollbackApproved(Incident.Proposal!.PlanHash, Sufficient: true), Ic, 60)
            .On(new RunStarted(Incident.Proposal!.PlanHash), at: 61)
            .On(new StepStarted(1), at: 61)
            .On(new StepSucceeded(1, "frozen", []), at: 62)
            .On(new StepStarted(2), at: 62)
            .On(new StepReported(2, ["09:01:03  deploy  api-1: stopping", "a line without a time"]), at: 63);

    public Story On(IEvent happened, Actor? by = null, double at = 0) =>
        Happened(Streams.Incident(Id), happened, by, at);

    private RollbackProposed Proposal(int version, string? causedBy)
    {
        var plan = PlanBuilder.Build(
            version,
            Id,
            "Prod",
            [new(Component.Api, "v1.9.0", "v1.8.2", new string('a', 64))],
            118,
            Options
        );
        return new(
            plan,
            PlanHash.Of(plan),
            "Since the deploy.",
            [
                new(PathAnswer.Start, "Breached after a deploy", "v1.9.0 went to Api"),
                new(PathAnswer.Taken, "3. API regression?", "48 s"),
                new(PathAnswer.Refused, "Does Web go back with it? No", "not coupled", Nested: true),
                new(PathAnswer.Outcome, "Roll back Api to v1.8.2", "LKG qualified"),
            ],
            causedBy,
            At(32) + TimeSpan.FromMinutes(30)
        );
    }

    private static Release Release(string tag) =>
        new(
            tag,
            Start,
            30,
            118,
            [118],
            Coupled: false,
            new Dictionary<Component, Artifact> { [Component.Api] = new("api", new string('a', 64)) },
            [],
            "evidence"
        );
}
