using Mcpx.Benchmarks.Detection.Exact;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Triggers;

namespace Mcpx.Watchdog.Tests.Detection;

public sealed class DetectedTests
{
    private const string Ready = "availability/Api/api-1/ready";
    private static readonly Injection Fault = new("Prod", TriggerNames.Availability, At(0), At(60));

    [Fact]
    public void Of_ProposalOfTheTrigger_IsLateSinceTheExactBreach()
    {
        var found = Detected.Of(Fault, [Incident(TriggerNames.Availability)], [new(Ready, At(19.8), At(5))]);

        Assert.Equal(TimeSpan.FromSeconds(0.5), found.Late);
        Assert.Equal(TimeSpan.FromSeconds(0.2), found.Judging);
        Assert.Equal(TimeSpan.FromSeconds(0.3), found.Deciding);
    }

    [Fact]
    public void Of_NamedAnotherTriggerFirst_CountsFromTheFirstOfThem()
    {
        var incident = Incident(TriggerNames.Business, TriggerNames.Availability);

        var found = Detected.Of(
            Fault,
            [incident],
            [new("business/Api/api-1", At(18), null), new(Ready, At(19.8), null)]
        );

        Assert.Equal(TimeSpan.FromSeconds(2.3), found.Late);
    }

    [Theory]
    [InlineData(1, 0.5)]
    [InlineData(2, 2.3)]
    public void Of_AdviceBeforeTheProposal_CountsFromWhatBreachedAfterIt(int answered, double late)
    {
        var incident = Incident(TriggerNames.Business, TriggerNames.Availability) with { Answered = answered };

        var found = Detected.Of(
            Fault,
            [incident],
            [new("business/Api/api-1", At(18), null), new(Ready, At(19.8), null)]
        );

        Assert.Equal(TimeSpan.FromSeconds(late), found.Late);
    }

    [Fact]
    public void Of_ExactEvaluatorDoesNotBreachOnTheTrigger_IsMissed()
    {
        var incident = Incident(TriggerNames.Business, TriggerNames.Availability);

        Assert.Null(Detected.Of(Fault, [incident], [new("business/Api/api-1", At(18), null)]).Late);
    }

    [Fact]
    public void Of_ExactBreachOfAnotherTime_IsMissed() =>
        Assert.Null(Detected.Of(Fault, [Incident(TriggerNames.Availability)], [new(Ready, At(-1), null)]).Late);

    [Theory]
    [InlineData(TriggerNames.Cors, 20, "Prod")]
    [InlineData(TriggerNames.Availability, -1, "Prod")]
    [InlineData(TriggerNames.Availability, 20, "Alpha")]
    public void Of_IncidentOfSomethingElse_IsMissed(string trigger, int opened, string environment)
    {
        var incident = Incident(trigger) with { OpenedAt = At(opened), Environment = environment };

        Assert.Null(Detected.Of(Fault, [incident], [new(Ready, At(19.8), null)]).Late);
    }

    [Fact]
    public void Of_IncidentThatOnlyAdvises_IsMissed()
    {
        var incident = Incident(TriggerNames.Availability) with { ProposedAt = null };

        Assert.Null(Detected.Of(Fault, [incident], [new(Ready, At(19.8), null)]).Late);
    }

    [Fact]
    public void Incidents_JoinedAfterTheProposal_NamesWhatWasKnownThen()
    {
        var environment = Some.Environment();
        var plan = Some.Plan(environment);
        var incident = Assert.Single(
            ProposedIncident.Of(
                Entries(
                    new IncidentOpened("INC-0001", "Prod", Some.Verdict(onset: At(1))),
                    new InvestigationAdvised("people must look", []),
                    new BreachJoined(Some.Verdict(TriggerNames.Cors, onset: At(2))),
                    new BreachJoined(Some.Verdict(TriggerNames.Latency, state: VerdictState.NoData)),
                    new RollbackProposed(plan, "hash", "because", [], CausedBy: null, At(600)),
                    new BreachJoined(Some.Verdict(TriggerNames.Business)),
                    new RollbackProposed(plan, "hash", "because", [], CausedBy: null, At(600)),
                    new IncidentWithdrawn("All readings recovered.")
                )
            )
        );

        Assert.Equal([new(Ready, At(1), At(1)), new("cors/Api/api-1", At(2), At(2))], incident.Breaches);
        Assert.Equal((At(0), At(4), At(7)), (incident.OpenedAt, incident.ProposedAt, incident.EndedAt));
        Assert.Equal("cors/Api/api-1", Assert.Single(incident.Decisive).Series);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.5, 10)]
    [InlineData(0.95, 19)]
    [InlineData(0.951, 20)]
    [InlineData(1, 20)]
    public void Quantile_OfTwenty_IsTheNearestRank(double share, double expected) =>
        Assert.Equal(expected, Detected.Quantile(Enumerable.Range(1, 20).Reverse().Select(one => (double)one), share));

    private static ProposedIncident Incident(params string[] triggers) =>
        new(
            "INC-0001",
            "Prod",
            At(20.1),
            [
                .. triggers.Select(trigger => new Breach(
                    trigger == TriggerNames.Availability ? Ready : $"{trigger}/Api/api-1",
                    At(20),
                    null
                )),
            ],
            At(20.3)
        );

    private static IEnumerable<JournalEntry> Entries(params IEvent[] events) =>
        events.Select(
            (happened, i) =>
                new JournalEntry(i + 1, Streams.Incident("INC-0001"), i + 1, At(i), Actor.Watchdog, happened)
        );

    private static DateTimeOffset At(double seconds) => Some.Start.AddSeconds(seconds);
}
