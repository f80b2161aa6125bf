using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Live;
using Mcpx.Domain.Releases;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Tests.Incidents;

/// <summary>An environment with its journal, in which the care for incidents is looked after step by step.</summary>
internal sealed class Scene
{
    private const int MostSteps = 20;
    private readonly List<JournalEntry> _entries = [];
    private double _second;

    public Scene(EnvironmentOptions? options = null, string name = "Prod")
    {
        Name = name;
        Options = options ?? Some.Environment();
        foreach (var tag in new[] { "v1.8.0", "v1.8.1", "v1.8.2" })
        {
            Register(Some.Release(tag));
        }

        Take(Stream, new LkgPointed(Component.Api, "v1.8.1", "configured"));
        Take(Stream, new LkgPointed(Component.Web, "v1.8.1", "configured"));
        Tags[Component.Api] = Tags[Component.Web] = "v1.8.2";
    }

    public string Name { get; }

    public EnvironmentOptions Options { get; set; }

    public JournalState State { get; private set; } = JournalState.Empty;

    /// <summary>What the instances answer.</summary>
    public Dictionary<Component, string> Tags { get; } = [];

    /// <summary>When the instances' tags were last read; null reads them now.</summary>
    public double? TagsReadAt { get; set; }

    public DateTimeOffset Now => Some.At(_second);

    public Incident Incident => State.Incidents.Values.Last();

    public IReadOnlyList<JournalEntry> Entries => _entries;

    private string Stream => $"environment/{Name}";

    public static Scene Deployed(EnvironmentOptions? options = null, string by = "gh-actions") =>
        new Scene(options).Deploy(Component.Api, by: by).Wait(400);

    public static Verdict Healthy(
        string trigger = TriggerNames.ErrorRate,
        Component component = Component.Api,
        string instance = "api-1",
        double since = 0
    ) =>
        Some.Verdict(trigger, component, instance, state: VerdictState.Healthy, value: 1_000) with
        {
            Onset = null,
            Since = Some.At(since),
        };

    public static Verdict Web(VerdictState state = VerdictState.Breached) =>
        Some.Verdict(TriggerNames.Availability, Component.Web, "web-1", "/healthz", state);

    public Scene Deploy(Component component, string tag = "v1.8.2", string by = "gh-actions")
    {
        var id = $"{component}-{tag}-{_entries.Count}";
        Take(Stream, new DeploymentStarted(id, component, tag, by));
        Take(Stream, new DeploymentEnded(id, component, tag, Succeeded: true, ""));
        Tags[component] = tag;
        return this;
    }

    public Scene Register(Release release)
    {
        Take($"release/{release.Tag}", new ReleaseRegistered(release));
        return this;
    }

    /// <summary>Writes the environment's configuration down, as a watchdog does at its start.</summary>
    public void Configure(PagingOptions? paging = null) =>
        Take(
            Streams.Node,
            new ConfigurationApplied(
                new()
                {
                    Environments = new Dictionary<string, EnvironmentOptions> { [Name] = Options },
                    Paging = paging ?? new(),
                },
                []
            )
        );

    /// <summary>Something is written down of the incident beside commands.</summary>
    public void Note(IEvent happened) => Take(Streams.Incident(Incident.Id), happened);

    /// <summary>Something happened to the environment.</summary>
    public void Happen(IEvent happened, Actor? by = null) => Take(Stream, happened, by);

    public Scene Wait(double seconds)
    {
        _second += seconds;
        return this;
    }

    /// <summary>Shows a picture and carries out all that follows; fails when that never ends or repeats itself.</summary>
    /// <returns>What was done.</returns>
    public IReadOnlyList<IncidentCommand> Look(params IReadOnlyList<Verdict> verdicts)
    {
        var done = new List<IncidentCommand>();
        while (Next(verdicts) is { } step)
        {
            Assert.Equal(step, Next(verdicts), Same.Instance);
            Assert.True(done.Count < MostSteps, string.Join(", ", done));
            var before = _entries.Count;
            Assert.Null(Execute(step.Command, Actor.Watchdog, step.Incident).Refusal);
            Assert.True(_entries.Count > before, $"{step.Command} did nothing.");
            done.Add(step.Command);
        }

        return done;
    }

    public CareStep? Next(IReadOnlyList<Verdict> verdicts) => IncidentCare.Next(Facts(verdicts));

    public CareFacts Facts(params IReadOnlyList<Verdict> verdicts) =>
        new(Name, State, Picture(verdicts), Options, Findings(), Now);

    /// <summary>What a person or the watchdog wants, decided and written down with its effects.</summary>
    public Decided Execute(IncidentCommand command, Actor by, string? id = null)
    {
        id ??= State.OpenIncident(Name)?.Id ?? IncidentCare.NextId(State);
        var decided = IncidentDecision.Decide(State.Incidents.GetValueOrDefault(id), command, by, Now);
        foreach (var happened in decided.Events)
        {
            List<IEvent> effects =
            [
                .. EnvironmentEffects.Of(State.Environment(Name), State.Incidents.GetValueOrDefault(id), happened),
            ];
            Take($"incident/{id}", happened, by);
            effects.ForEach(effect => Take(Stream, effect, by));
        }

        return decided;
    }

    public Scene Do(IncidentCommand command, Actor? by = null)
    {
        Assert.Null(Execute(command, by ?? Actor.Watchdog).Refusal);
        return this;
    }

    public Scene Approve(Actor? by = null) =>
        Do(new IncidentCommand.Approve(Incident.Proposal!.PlanHash), by ?? Some.Ic);

    /// <summary>Carries the approved plan out; its targets are what runs then.</summary>
    public Scene Run()
    {
        Do(new IncidentCommand.StartRun());
        foreach (var step in Incident.Steps)
        {
            Do(new IncidentCommand.StartStep(step.Step.Number));
            Do(new IncidentCommand.Succeed(step.Step.Number, "done", []));
        }

        foreach (var target in Incident.Proposal!.Plan.Targets)
        {
            Tags[target.Component] = target.TargetTag;
        }

        return Do(new IncidentCommand.FinishRun());
    }

    public IReadOnlyList<T> Events<T>() => [.. _entries.Select(entry => entry.Event).OfType<T>()];

    private LivePicture Picture(IReadOnlyList<Verdict> verdicts)
    {
        var read = TagsReadAt is { } second ? Some.At(second) : Now;
        return new(
            Name,
            Now,
            State.Position,
            verdicts,
            [
                new("api-1", Component.Api, Tags[Component.Api], read),
                new("web-1", Component.Web, Tags[Component.Web], read),
            ]
        );
    }

    private List<ArtifactFinding> Findings() =>
        [.. Pointers().Select(lkg => new ArtifactFinding(lkg.Key, Some.Digest(lkg.Value, lkg.Key)))];

    /// <summary>What lies there is looked for at the release that is asked for, too.</summary>
    private IEnumerable<KeyValuePair<Component, string>> Pointers()
    {
        var lkg = State.Environment(Name).Lkg;
        return State.OpenIncident(Name)?.Wish?.Over(lkg) ?? lkg;
    }

    private void Take(string stream, IEvent happened, Actor? by = null)
    {
        var version = _entries.Count(entry => entry.Stream == stream) + 1;
        var entry = new JournalEntry(_entries.Count + 1, stream, version, Now, by ?? Actor.Watchdog, happened);
        _entries.Add(entry);
        State = State.Evolve(entry);
    }

    /// <summary>Steps are the same when they say the same: lists in records are compared by reference only.</summary>
    private sealed class Same : IEqualityComparer<CareStep?>
    {
        public static readonly Same Instance = new();

        public bool Equals(CareStep? x, CareStep? y) => Text(x) == Text(y);

        public int GetHashCode(CareStep? obj) => Text(obj).GetHashCode(StringComparison.Ordinal);

        private static string Text(CareStep? step) =>
            step is null
                ? ""
                : $"{step.Incident} {step.Basis} {step.Command.GetType().Name} {System.Text.Json.JsonSerializer.Serialize(step.Command, step.Command.GetType(), EventBody.Json)}";
    }
}
