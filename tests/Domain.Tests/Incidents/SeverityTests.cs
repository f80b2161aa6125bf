using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Tests.Incidents;

/// <summary>How grave an incident is: by what breached, until a person says otherwise.</summary>
public sealed class SeverityTests
{
    [Theory]
    [InlineData("Prod", TriggerNames.Availability, IncidentSeverity.P1)]
    [InlineData("Prod", TriggerNames.Flapping, IncidentSeverity.P1)]
    [InlineData("Prod", TriggerNames.ErrorRate, IncidentSeverity.P1)]
    [InlineData("Prod", TriggerNames.SseHeartbeat, IncidentSeverity.P1)]
    [InlineData("Prod", TriggerNames.Security, IncidentSeverity.P1)]
    [InlineData("Prod", TriggerNames.Latency, IncidentSeverity.P2)]
    [InlineData("Prod", TriggerNames.SseTtfb, IncidentSeverity.P2)]
    [InlineData("Prod", TriggerNames.Cors, IncidentSeverity.P2)]
    [InlineData("Prod", TriggerNames.Business, IncidentSeverity.P2)]
    [InlineData("RTM", TriggerNames.Availability, IncidentSeverity.P2)]
    [InlineData("Alpha", TriggerNames.Security, IncidentSeverity.P2)]
    public void Of_NothingConfigured_GoesByTriggerAndEnvironment(
        string environment,
        string trigger,
        IncidentSeverity expected
    ) => Assert.Equal(expected, Severities.Of(environment, new(), trigger));

    [Fact]
    public void Of_Configured_TakesThat()
    {
        var options = new EnvironmentOptions
        {
            Severity = new Dictionary<string, IncidentSeverity> { [TriggerNames.Business] = IncidentSeverity.P1 },
        };

        Assert.Equal(IncidentSeverity.P1, Severities.Of("Alpha", options, TriggerNames.Business));
        Assert.Equal(IncidentSeverity.P2, Severities.Of("Alpha", options, TriggerNames.Latency));
    }

    [Fact]
    public void Evolve_GraverBreachJoins_IsThatGrave()
    {
        var story = new Story().Then(
            new IncidentCommand.Open("INC-0001", "Prod", Some.Verdict(TriggerNames.Latency))
            {
                Severity = IncidentSeverity.P2,
            }
        );
        Assert.Equal(IncidentSeverity.P2, story.State!.Severity);

        story.Then(
            new IncidentCommand.Join(Some.Verdict(TriggerNames.Availability)) { Severity = IncidentSeverity.P1 }
        );
        story.Then(new IncidentCommand.Join(Some.Verdict(TriggerNames.Business)) { Severity = IncidentSeverity.P2 });

        Assert.Equal(IncidentSeverity.P1, story.State.Severity);
    }

    [Fact]
    public void Evolve_EventsOlderThanSeverities_FoldToTheDefault()
    {
        var opened = new JournalEntry(
            1,
            "incident/INC-0001",
            1,
            Some.At(0),
            Actor.Watchdog,
            new IncidentOpened("INC-0001", "Prod", Some.Verdict(TriggerNames.Latency))
        );
        var joined = opened with { Version = 2, Event = new BreachJoined(Some.Verdict(TriggerNames.Security)) };

        Assert.Equal(IncidentSeverity.P2, IncidentFold.Of([opened])!.Severity);
        Assert.Equal(IncidentSeverity.P1, IncidentFold.Of([opened, joined])!.Severity);
    }

    [Fact]
    public void Set_ByAPerson_CountsWhateverJoins()
    {
        var story = Story.Opened();
        Assert.Equal(IncidentSeverity.P1, story.State!.Severity);

        story.Then(new IncidentCommand.SetSeverity(IncidentSeverity.P2, " one customer "), Some.Ic);
        story.Then(new IncidentCommand.Join(Some.Verdict(TriggerNames.Security)) { Severity = IncidentSeverity.P1 });

        Assert.Equal(IncidentSeverity.P2, story.State.Severity);
        Assert.Equal("one customer", story.State.SeverityWord!.Reason);
        Assert.Equal(
            Decided.Already,
            story.Try(new IncidentCommand.SetSeverity(IncidentSeverity.P2, "one customer"), Some.Ic)
        );
    }

    [Theory]
    [InlineData(Role.Sre, IncidentSeverity.P2, "why", null)]
    [InlineData(Role.Admin, IncidentSeverity.P2, "why", null)]
    [InlineData(Role.Viewer, IncidentSeverity.P2, "why", RefusalKind.Role)]
    [InlineData(Role.Auditor, IncidentSeverity.P2, "why", RefusalKind.Role)]
    [InlineData(Role.Deployer, IncidentSeverity.P2, "why", RefusalKind.Role)]
    [InlineData(Role.Watchdog, IncidentSeverity.P2, "why", RefusalKind.Role)]
    [InlineData(Role.Sre, IncidentSeverity.P2, "  ", RefusalKind.ReasonMissing)]
    [InlineData(Role.Sre, (IncidentSeverity)7, "why", RefusalKind.Invalid)]
    public void Set_ByRoleAndReason_IsAcceptedOrRefused(
        Role role,
        IncidentSeverity wanted,
        string reason,
        RefusalKind? refused
    ) =>
        Assert.Equal(
            refused,
            Story.Opened().Try(new IncidentCommand.SetSeverity(wanted, reason), new("x", role)).Refusal?.Kind
        );
}
