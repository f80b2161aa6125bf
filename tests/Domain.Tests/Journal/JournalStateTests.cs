using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Releases;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Tests.Journal;

public sealed class JournalStateTests
{
    [Fact]
    public void Evolve_AllStreams_AddUp()
    {
        var state = Folded(
            ("node/watchdog", 1, new WatchdogStarted("1.0", 42, "host")),
            ("node/watchdog", 2, new ConfigurationApplied(new() { Environments = Watched() }, [])),
            ("release/v1.8.2", 1, new ReleaseRegistered(Some.Release())),
            ("environment/Prod", 1, new LkgPointed(Component.Api, "v1.8.1", "configured")),
            ("incident/INC-0001", 1, new IncidentOpened("INC-0001", "Prod", Some.Verdict())),
            ("environment/Prod", 2, new IncidentBegan("INC-0001")),
            ("incident/INC-0001", 2, new NoteAdded("hello"))
        );

        Assert.Equal((7L, 2), (state.Position, state.NodeVersion));
        Assert.Equal("v1.8.1", state.Environment("Prod").Lkg[Component.Api]);
        Assert.Equal(2, state.Environment("Prod").Version);
        Assert.Equal(2, state.OpenIncident("Prod")!.Version);
        Assert.True(state.Releases.ContainsKey("v1.8.2"));
        Assert.Equal(Execution.On, state.OptionsOf("Prod")!.Execution);
        Assert.Null(state.OptionsOf("RTM"));
    }

    [Fact]
    public void Empty_State_KnowsNothingAndStillAnswers()
    {
        Assert.Equal(0, JournalState.Empty.Version());
        Assert.Null(JournalState.Empty.OpenIncident("Prod"));
        Assert.Null(JournalState.Empty.OptionsOf("Prod"));
    }

    [Fact]
    public void OpenIncident_OtherEnvironment_IsNone() =>
        Assert.Null(
            Folded(
                    ("incident/INC-0001", 1, new IncidentOpened("INC-0001", "Prod", Some.Verdict())),
                    ("environment/Prod", 1, new IncidentBegan("INC-0001"))
                )
                .OpenIncident("RTM")
        );

    [Fact]
    public void Streams_Names_AreWhatTheStateReads()
    {
        Assert.Equal("incident/INC-0001", Streams.Incident("INC-0001"));
        Assert.Equal("environment/Prod", Streams.Environment("Prod"));
        Assert.Equal("release/v1", Streams.Release("v1"));
    }

    [Fact]
    public void Evolve_EventsOfTheNode_CountItsVersionAndNoOtherStreamDoes()
    {
        var started = new WatchdogStarted("1.0", 42, "host");

        Assert.Equal(3, Folded((Streams.Node, 3, started)).NodeVersion);
        Assert.Equal(3, Folded((Streams.Node, 3, started), ("other", 9, started)).NodeVersion);
    }

    private static Dictionary<string, EnvironmentOptions> Watched() => new() { ["Prod"] = Some.Environment() };

    private static JournalState Folded(params (string Stream, int Version, IEvent Event)[] events) =>
        events
            .Select(
                (item, index) =>
                    new JournalEntry(index + 1, item.Stream, item.Version, Some.Start, Actor.Watchdog, item.Event)
            )
            .Aggregate(JournalState.Empty, (state, entry) => state.Evolve(entry));
}

file static class JournalStateVersion
{
    public static int Version(this JournalState state) => state.Environment("Prod").Version;
}
