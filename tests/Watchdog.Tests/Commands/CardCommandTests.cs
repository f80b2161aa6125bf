using Mcpx.Db;
using Mcpx.Domain.Comms;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Commands;

namespace Mcpx.Watchdog.Tests.Commands;

public sealed class CardCommandTests : IDisposable
{
    private const string Prod = "Watchdog:Environments:Prod";
    private readonly ConfigurationFile _file = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    [Fact]
    public void Print_ConfiguredEnvironment_HasEveryWayBackWithCommandsTagsAndPeople()
    {
        _file
            .With("Watchdog:Roster", """{"IncidentCommander": "rina", "Deputy": "sam", "DecisionOwner": "dora"}""")
            .With($"{Prod}:Deployers:Api:Deploy", """["put", "{component}", "{tag}", "--key", "{key}"]""");

        Assert.Equal(0, Print("Prod"));

        var card = _output.ToString();
        Assert.Contains("IC rina, Deputy sam, Decision Owner dora", card, StringComparison.Ordinal);
        Assert.Contains("== Api back to v1.8.2", card, StringComparison.Ordinal);
        Assert.Contains("== Web back to v1.8.2", card, StringComparison.Ordinal);
        Assert.Contains("== Api and Web back to v1.8.2", card, StringComparison.Ordinal);
        Assert.Contains("put Api v1.8.2 --key BY-HAND-plan0-step2", card, StringComparison.Ordinal);
        Assert.Contains("curl -fsS --max-time 5 http://127.0.0.1:9/healthz", card, StringComparison.Ordinal);
    }

    [Fact]
    public void Print_UnknownEnvironment_NamesTheKnownOnes()
    {
        Assert.Equal(2, Print("Staging"));
        Assert.Equal("--env Staging: not configured; known are Prod.", _error.ToString().Trim());
    }

    [Fact]
    public void Print_NoLkg_SaysThatThereIsNoWayBack()
    {
        _file.With($"{Prod}:Lkg", null);

        Assert.Equal(1, Print("Prod"));
        Assert.Contains("NO LKG", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Print_JournalKnowsANewerPointer_PrintsThat()
    {
        _file.Release("v1.8.3");
        Migrations.Run(_file.Data);
        var store = new Store(_file.Data);
        var pointed = new LkgPointed(Component.Api, "v1.8.3", "promoted");
        store.Journal.Append(Actor.Watchdog, Some.Start, new StreamAppend(Streams.Environment("Prod"), 0, [pointed]));

        Assert.Equal(0, Print("Prod"));
        Assert.Contains("== Api back to v1.8.3", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Print_SomebodyIsOn_NamesThemOnTheCardAndInItsMessages()
    {
        _file.With(
            "Watchdog:Roster",
            """
            {"IncidentCommander": "rina", "Deputy": "sam", "Source": {"Address": "http://127.0.0.1:9/{environment}/{role}"},
             "Contacts": [{"Name": "nils"}], "Shifts": [{"Role": "Deputy", "Person": "nils"}]}
            """
        );
        Migrations.Run(_file.Data);
        var seen = new RosterSeen([new(Role.IncidentCommander, "zoe", RosterBasis.Source)], Warning: null);
        new Store(_file.Data).Journal.Append(
            Actor.Watchdog,
            Some.Start,
            new StreamAppend(Streams.Environment("Prod"), 0, [seen])
        );

        Assert.Equal(0, Print("Prod"));

        var card = _output.ToString();
        Assert.Contains(
            "People         IC zoe, Deputy nils, Decision Owner director, on at ",
            card,
            StringComparison.Ordinal
        );
        Assert.Contains("Others may be on when you read this", card, StringComparison.Ordinal);
        Assert.Contains("IC: @zoe, Deputy: @nils", card, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _file.Dispose();
        _output.Dispose();
        _error.Dispose();
    }

    private int Print(string environment) => CardCommand.Print(_file.Write(), environment, Some.Start, _output, _error);
}
