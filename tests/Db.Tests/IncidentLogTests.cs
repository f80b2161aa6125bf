using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Signals;
using Microsoft.Extensions.Time.Testing;

namespace Mcpx.Db.Tests;

public sealed class IncidentLogTests : IDisposable
{
    private const string Id = "INC-0001";

    private readonly DataFolder _folder = new();
    private readonly FakeTimeProvider _time = new(Some.Start);
    private readonly IncidentLog _log;

    public IncidentLogTests() => _log = Log();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Execute_Open_AppendsToBothStreamsAtOnce()
    {
        var outcome = _log.Execute(Id, Some.Open(), Actor.Watchdog);

        Assert.Null(outcome.Refusal);
        Assert.Equal(IncidentStatus.Investigating, outcome.Incident!.Status);
        Assert.Equal(
            ["incident/INC-0001", "environment/Prod"],
            _folder.Store.Journal.ReadAfter(0).Select(entry => entry.Stream)
        );
        Assert.Equal(Some.Start, outcome.Incident.OpenedAt);
    }

    [Fact]
    public void Execute_UnknownIncident_IsRefused() =>
        Assert.Equal(RefusalKind.Unknown, _log.Execute("INC-0404", new IncidentCommand.Retry(), Some.Ic).Refusal!.Kind);

    [Fact]
    public void Execute_SecondOpenerWithAnotherNumber_IsRefused()
    {
        _log.Execute(Id, Some.Open(), Actor.Watchdog);

        Assert.Equal(RefusalKind.NotNow, _log.Execute("INC-0002", Some.Open("INC-0002"), Actor.Watchdog).Refusal!.Kind);
        Assert.Null(_log.Execute("INC-0003", Some.Open("INC-0003", "RTM"), Actor.Watchdog).Refusal);
    }

    [Fact]
    public async Task Execute_EightOpeners_OpenOne()
    {
        var outcomes = await Together(
            8,
            number => Log().Execute($"INC-{number}", Some.Open($"INC-{number}"), Actor.Watchdog)
        );

        Assert.Equal(1, outcomes.Count(outcome => outcome.Refusal is null));
        Assert.Equal(2, _folder.Store.Journal.Head());
    }

    [Fact]
    public void Execute_DeclareBesideAnOpenOne_IsRefused()
    {
        _log.Execute(Id, Some.Open(), Actor.Watchdog);

        var outcome = _log.Execute(
            "INC-0002",
            new IncidentCommand.Declare("INC-0002", "Prod", "business", Component.Web, "no login"),
            Some.Ic
        );

        Assert.Equal(RefusalKind.NotNow, outcome.Refusal!.Kind);
    }

    [Fact]
    public async Task Declare_EightAtOnce_IsOneIncidentThatLosesNobodysWords()
    {
        _folder.Store.Journal.Append(
            Actor.Watchdog,
            Some.Start,
            new StreamAppend(
                Streams.Node,
                0,
                [
                    new ConfigurationApplied(
                        new() { Environments = new Dictionary<string, EnvironmentOptions> { ["Prod"] = new() } },
                        []
                    ),
                ]
            )
        );

        var outcomes = await Together(
            8,
            number => Log().Declare("Prod", "business", Component.Web, $"no login, says {number}", Some.Ic)
        );

        Assert.All(outcomes, outcome => Assert.Null(outcome.Refusal));
        Assert.All(outcomes, outcome => Assert.Equal(Id, outcome.Incident!.Id));
        Assert.Single(_folder.Store.Journal.ReadAfter(0), entry => entry.Event is IncidentOpened);
        Assert.Equal(7, _folder.Store.Journal.ReadAfter(0).Count(entry => entry.Event is NoteAdded));
    }

    [Fact]
    public void Declare_NotWatched_IsRefused() =>
        Assert.Equal(
            RefusalKind.Unknown,
            _log.Declare("Prod", "business", Component.Web, "no login", Some.Ic).Refusal!.Kind
        );

    [Fact]
    public void Execute_SomebodyWasFaster_DecidesAgain()
    {
        Propose();
        var slow = Log();
        slow.Execute("none", new IncidentCommand.Retry(), Some.Ic); // has read up to here
        _log.Execute(Id, new IncidentCommand.Reject("no"), Some.Ic);

        var outcome = slow.Execute(Id, new IncidentCommand.Approve(Hash()), Some.Deputy);

        Assert.Equal(RefusalKind.NotNow, outcome.Refusal!.Kind);
        Assert.Equal(IncidentStatus.Rejected, outcome.Incident!.Status);
    }

    [Fact]
    public void Execute_BasisMovedOn_IsRefused()
    {
        var basis = Propose().Version;
        _log.Record(Id, new NoteAdded("meanwhile"), Some.Deputy);

        Assert.Equal(
            RefusalKind.NotNow,
            _log.Execute(Id, new IncidentCommand.Withdraw("recovered"), Actor.Watchdog, basis).Refusal!.Kind
        );
        Assert.Null(_log.Execute(Id, new IncidentCommand.Withdraw("recovered"), Actor.Watchdog, basis + 1).Refusal);
    }

    [Fact]
    public void Execute_SameApprovalAgain_AppendsNothing()
    {
        Propose();
        _log.Execute(Id, new IncidentCommand.Approve(Hash()), Some.Ic);
        var head = _folder.Store.Journal.Head();

        var again = _log.Execute(Id, new IncidentCommand.Approve(Hash()), Some.Ic);

        Assert.Null(again.Refusal);
        Assert.Equal(IncidentStatus.Approved, again.Incident!.Status);
        Assert.Equal(head, _folder.Store.Journal.Head());
    }

    [Fact]
    public async Task Execute_TwoApprovalsRace_ExactlyOneWins()
    {
        Propose();

        var outcomes = await Race();

        Assert.Equal(1, outcomes.Count(outcome => outcome.Refusal is null));
        Assert.Equal(RefusalKind.NotNow, outcomes.Single(outcome => outcome.Refusal is not null).Refusal!.Kind);
        Assert.Single(Current().Approvals);
    }

    [Fact]
    public async Task Execute_TwoNeededApprovalsRace_BothCountAndOneIsSufficient()
    {
        Propose(required: 2);

        var outcomes = await Race(required: 2);

        Assert.All(outcomes, outcome => Assert.Null(outcome.Refusal));
        Assert.Equal(["ada", "ben"], Current().Approvals.Select(approval => approval.By.Name).Order());
        Assert.Single(Current().Approvals, approval => approval.Sufficient);
        Assert.Equal(IncidentStatus.Approved, Current().Status);
    }

    [Fact]
    public async Task Execute_SamePersonClicksEightTimes_IsOneApproval()
    {
        Propose();

        var outcomes = await Together(8, _ => Log().Execute(Id, new IncidentCommand.Approve(Hash()), Some.Ic));

        Assert.All(outcomes, outcome => Assert.Null(outcome.Refusal));
        Assert.Single(Current().Approvals);
    }

    [Fact]
    public void Execute_ProposalExpired_IsRefusedByTheClock()
    {
        Propose();
        _time.Advance(TimeSpan.FromMinutes(30));

        Assert.Equal(RefusalKind.Expired, _log.Execute(Id, new IncidentCommand.Approve(Hash()), Some.Ic).Refusal!.Kind);
    }

    [Fact]
    public void Record_UnknownIncident_IsRefused() =>
        Assert.Equal(RefusalKind.Unknown, _log.Record("INC-0404", new NoteAdded("x"), Some.Ic).Refusal!.Kind);

    private static string Hash(int required = 1) => PlanHash.Of(Some.Plan(required));

    private IncidentLog Log() => new(new Store(_folder.Path).Journal, new(new Store(_folder.Path).Journal), _time);

    private Incident Current() => new JournalTail(_folder.Store.Journal).CatchUp().Incidents[Id];

    private Incident Propose(int required = 1)
    {
        _log.Execute(Id, Some.Open(), Actor.Watchdog);
        var propose = new IncidentCommand.Propose(Some.Plan(required), "errors", [], CausedBy: null);
        return _log.Execute(Id, propose, Actor.Watchdog).Incident!;
    }

    private Task<CommandOutcome[]> Race(int required = 1) =>
        Together(
            2,
            number =>
                Log().Execute(Id, new IncidentCommand.Approve(Hash(required)), number == 0 ? Some.Ic : Some.Deputy)
        );

    private static Task<CommandOutcome[]> Together(int count, Func<int, CommandOutcome> act)
    {
        var start = new Barrier(count);
        return Task.WhenAll(
            Enumerable
                .Range(0, count)
                .Select(number =>
                    Task.Factory.StartNew(
                        () =>
                        {
                            start.SignalAndWait();
                            return act(number);
                        },
                        CancellationToken.None,
                        TaskCreationOptions.LongRunning,
                        TaskScheduler.Default
                    )
                )
        );
    }
}
