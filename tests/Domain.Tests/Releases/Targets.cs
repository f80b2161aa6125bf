using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Live;
using Mcpx.Domain.Releases;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Tests.Releases;

/// <summary>A Prod with three releases whose folders are as they should be; v1.8.1 is the LKG, v1.8.2 runs.</summary>
internal sealed class Targets
{
    private readonly List<JournalEntry> _entries = [];

    public Targets(PromotionOptions? promotion = null)
    {
        Options = Some.Environment() with { Promotion = promotion ?? new() };
        Happen(
            Streams.Node,
            new ConfigurationApplied(
                new() { Environments = new Dictionary<string, EnvironmentOptions> { ["Prod"] = Options } },
                []
            )
        );
        foreach (var tag in (string[])["v1.8.0", "v1.8.1", "v1.8.2"])
        {
            Register(Some.Release(tag));
        }

        Happen(new LkgPointed(Component.Api, "v1.8.1", "configuration"));
        Happen(new LkgPointed(Component.Web, "v1.8.1", "configuration"));
        Deploy(Component.Api, "v1.8.2", 10);
        Deploy(Component.Web, "v1.8.2", 20);
    }

    public EnvironmentOptions Options { get; }

    public JournalState State { get; private set; } = JournalState.Empty;

    public double Second { get; set; } = 100;

    public DateTimeOffset Now => Some.At(Second);

    public TargetFacts Facts => TargetFacts.Of(State, "Prod", [], Now);

    public TargetReadiness Readiness(Component component = Component.Api, string? tag = null) =>
        TargetReadiness.Of(Facts, Options, component, tag);

    public Targets Register(Release release, EvidenceState evidence = EvidenceState.Complete)
    {
        Happen(Streams.Release(release.Tag), new ReleaseRegistered(release));
        return Look(
            release.Tag,
            new(
                [.. release.Artifacts.Select(one => new ArtifactFinding(one.Key, one.Value.Sha256))],
                evidence,
                Scripts: null
            )
        );
    }

    public Targets Look(string tag, ReleaseLook look) => Happen(Streams.Release(tag), new ReleaseLooked(tag, look));

    public Targets Deploy(Component component, string tag, double at)
    {
        var id = $"{component}-{tag}-{at}";
        Happen(Streams.Environment("Prod"), new DeploymentStarted(id, component, tag, "ci"), at: at);
        return Happen(
            Streams.Environment("Prod"),
            new DeploymentEnded(id, component, tag, Succeeded: true, ""),
            at: at + 1
        );
    }

    public Targets Happen(IEvent happened, Actor? by = null) => Happen(Streams.Environment("Prod"), happened, by);

    public Targets Happen(string stream, IEvent happened, Actor? by = null, double? at = null)
    {
        var version = _entries.Count(entry => entry.Stream == stream) + 1;
        var entry = new JournalEntry(
            _entries.Count + 1,
            stream,
            version,
            Some.At(at ?? Second),
            by ?? Actor.Watchdog,
            happened
        );
        _entries.Add(entry);
        State = State.Evolve(entry);
        return this;
    }

    public Targets Take(Decided decided, Actor by)
    {
        Assert.Null(decided.Refusal);
        foreach (var happened in decided.Events)
        {
            Happen(happened, by);
        }

        return this;
    }
}
