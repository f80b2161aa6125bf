using Mcpx.Domain.Comms;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Tests.Incidents;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Tests.Comms;

/// <summary>Whom a proposal calls and when, from the journal alone.</summary>
public sealed class EscalationTests
{
    private static readonly PagingOptions Options = new() { PagerDuty = new(), Reminders = 2 };

    private static readonly IReadOnlyList<OnCall> On =
    [
        new(Role.IncidentCommander, "rina", RosterBasis.Name),
        new(Role.Deputy, "dee", RosterBasis.Name),
        new(Role.DecisionOwner, "dora", RosterBasis.Name),
    ];

    [Fact]
    public void Of_NobodyAcknowledges_AsksOneAfterTheOtherAndRoundAgainAsOftenAsConfigured()
    {
        var story = new Story().Proposed();
        var called = new List<string>();
        var began = story.Now;
        for (var second = 0; second < 3_600; second++)
        {
            foreach (var due in Due(story))
            {
                called.Add(FormattableString.Invariant($"{(story.Now - began).TotalMinutes:0} {due.Person}"));
                Send(story, due);
            }

            story.Wait(1);
        }

        Assert.Equal(["0 rina", "5 dee", "10 dora", "15 rina", "20 dee"], called);
    }

    [Fact]
    public void Of_Acknowledged_CallsNobodyElseAndTellsTheService()
    {
        var story = new Story().Proposed();
        Send(story, Assert.Single(Due(story)));

        story.Then(new IncidentCommand.Acknowledge(), Some.Deputy).Wait(3_600);

        var due = Assert.Single(Due(story));
        Assert.Equal((PageAct.Acknowledge, PageWay.PagerDuty, 0), (due.Act, due.Way, due.Call));
        Send(story, due);
        Assert.Empty(Due(story));
        Assert.Equal(Some.Deputy.Name, story.State!.Paging!.Acknowledged!.By.Name);
        Assert.Equal(Decided.Already, story.Try(new IncidentCommand.Acknowledge(), Some.Ic));
        Assert.Null(Escalation.Next(story.State, Options));
    }

    [Fact]
    public void Of_Answered_CallsNobodyElse()
    {
        foreach (
            var answer in new[]
            {
                new IncidentCommand.Approve(new Story().Proposed().Hash),
                (IncidentCommand)new IncidentCommand.Reject("no"),
                new IncidentCommand.Snooze(TimeSpan.FromMinutes(30), "later"),
            }
        )
        {
            var story = new Story().Proposed();
            Send(story, Due(story)[0]);
            story.Then(answer, Some.Ic).Wait(600);

            Assert.Equal(PageAct.Acknowledge, Assert.Single(Due(story)).Act);
        }
    }

    [Fact]
    public void Of_OneOfTwoApproved_GoesOnCalling()
    {
        var story = new Story(required: 2).Proposed();
        Send(story, Due(story)[0]);
        story.Then(new IncidentCommand.Approve(story.Hash), Some.Ic).Wait(300);

        Assert.Equal("dee", Assert.Single(Due(story)).Person);
    }

    [Fact]
    public void Of_ProposalExpired_BeginsFurtherUpAndCallsNobodyTwiceForIt()
    {
        var story = new Story().Proposed();
        Send(story, Due(story)[0]);
        story.Then(new IncidentCommand.Acknowledge(), Some.Ic);
        Send(story, Due(story)[0]);
        story.Wait(1_900).Then(new IncidentCommand.Expire()).Then(story.Proposal);

        Assert.Equal(Role.Deputy, story.State!.Paging!.First);
        var due = Due(story);
        Assert.Equal([(PageAct.Resolve, ""), (PageAct.Trigger, "dee")], due.Select(one => (one.Act, one.Person)));
        due.ToList().ForEach(one => Send(story, one));
        story.Wait(300);
        Assert.Equal("dora", Assert.Single(Due(story)).Person);
        story.Wait(1_900).Then(new IncidentCommand.Expire()).Then(story.Proposal);
        Assert.Equal("dora", Due(story)[^1].Person);
    }

    [Fact]
    public void Of_NobodyAnswersTenProposals_CallsEachOnceMoreThanTheLastRoundAsksFor()
    {
        var story = new Story().Proposed();
        var calls = new List<int>();
        for (var proposal = 0; proposal < 10; proposal++)
        {
            var before = calls.Count;
            calls.Add(0);
            for (var minute = 0; minute < 30; minute++)
            {
                foreach (var due in Due(story).Where(due => due.Act == PageAct.Trigger))
                {
                    calls[before]++;
                    Send(story, due);
                }

                story.Wait(60);
            }

            Assert.Equal(proposal >= 3, Words(story).Contains("this is its only call", StringComparison.Ordinal));
            story.Then(new IncidentCommand.Expire()).Then(story.Proposal);
        }

        // Three with two reminders, two with two, one with two, and from there on the Decision Owner once a proposal.
        Assert.Equal([5, 4, 3, 1, 1, 1, 1, 1, 1, 1], calls);
        Send(story, Due(story)[^1]);
        Assert.Null(Escalation.Next(story.State!, Options));
    }

    [Fact]
    public void Of_APersonDecidedMeanwhile_BeginsWithTheFirstAgain()
    {
        var story = new Story().Proposed();
        for (var proposal = 0; proposal < 4; proposal++)
        {
            story.Wait(1_900).Then(new IncidentCommand.Expire()).Then(story.Proposal);
        }

        story
            .Then(new IncidentCommand.Reject("it is the network"), Some.Ic)
            .Then(new IncidentCommand.AskAgain("it got worse"), Some.Ic)
            .Then(story.Proposal);

        Assert.Equal("rina", Due(story)[^1].Person);
    }

    [Fact]
    public void Of_RolesTakenInTheIncident_CallsWhoTookThemBeforeWhoIsOn()
    {
        var story = new Story().Proposed();
        story
            .Noted(new RoleTaken(IncidentRole.IncidentCommander, From: null), new("ada", Role.IncidentCommander))
            .Noted(new RoleHandedOver(IncidentRole.Deputy, "bea"), new("dee", Role.Deputy));
        var called = new List<string>();
        for (var minute = 0; minute < 15; minute++)
        {
            foreach (var due in Due(story))
            {
                called.Add(due.Person);
                Send(story, due);
            }

            story.Wait(60);
        }

        Assert.Equal(["ada", "bea", "dora"], called);
    }

    [Fact]
    public void Evolve_APageOfAnEarlierChain_IsNoCallOfTheNext()
    {
        var story = new Story().Proposed();
        var slow = Assert.Single(Due(story));
        story.Wait(1_900).Then(new IncidentCommand.Expire()).Then(story.Proposal);

        Send(story, slow);

        Assert.Empty(story.State!.Paging!.Pages);
        Assert.Equal((1, "dee"), Due(story).Select(due => (due.Call, due.Person)).Single());
        // One that was written down before pages said what they belong to counts where it stands.
        story.Happened(new PageSent(1, PageAct.Trigger, PageWay.PagerDuty, Role.Deputy, "dee", Fault: null));
        Assert.Single(story.State.Paging.Pages);
    }

    [Fact]
    public void Of_ResolvedTwice_IsAnotherThingEachTimeAndTheSameInEachTry()
    {
        var story = new Story().Proposed();
        Send(story, Due(story)[0]);
        story.Then(new IncidentCommand.Void("it runs already"));
        var first = Assert.Single(Due(story));
        Send(story, first, "refused");
        story.Wait(60);
        var retried = Assert.Single(Due(story));
        Send(story, retried);
        story.Then(story.Proposal);
        Send(story, Due(story)[0]);
        story.Then(new IncidentCommand.Withdraw("recovered"));

        var second = Assert.Single(Due(story));

        Assert.Equal((PageAct.Resolve, first.Since), (retried.Act, retried.Since));
        Assert.Equal(PageAct.Resolve, second.Act);
        Assert.NotEqual(first.Since, second.Since);
    }

    [Fact]
    public void Of_PlanWrittenAnew_GoesOnWhereTheChainStands()
    {
        var story = new Story().Proposed();
        Send(story, Due(story)[0]);
        story.Wait(120).Then(story.Proposal);

        Assert.Empty(Due(story));
        story.Wait(180);
        Assert.Equal(("dee", 2), Due(story).Select(due => (due.Person, due.Call)).Single());
    }

    [Fact]
    public void Of_HeldByQuietHours_WaitsUntilTheyEnd()
    {
        var story = new Story().Proposed();

        Assert.Empty(Due(story, held: true));
        story.Wait(3_600);
        Assert.Equal("rina", Assert.Single(Due(story)).Person);
        Send(story, Due(story)[0]);
        story.Wait(600);
        Assert.Empty(Due(story, held: true));
    }

    [Fact]
    public void Of_UndoAskedFor_CallsNobody()
    {
        var story = new Story().Stabilising();
        var plan = Some.Plan(version: story.State!.Plans + 1);
        story.Happened(
            new RollbackProposed(plan with { Undoes = 1 }, "ab", "it was the network", [], null, Some.At(9_000))
        );

        Assert.Empty(Due(story));
    }

    [Fact]
    public void Of_CertainlyNotArrived_IsTriedAFewTimesEverMoreRarely()
    {
        var story = new Story().Proposed();
        var tries = new List<double>();
        var began = story.Now;
        for (var second = 0; second < 290; second++)
        {
            foreach (var due in Due(story))
            {
                tries.Add((story.Now - began).TotalSeconds);
                Send(story, due, "refused");
            }

            story.Wait(1);
        }

        Assert.Equal(PagesDue.Tries, tries.Count);
        Assert.True(tries[3] - tries[2] > tries[2] - tries[1]);
    }

    [Fact]
    public void Of_AnswerLost_IsRepeatedOnceAndNoMore()
    {
        var story = new Story().Proposed();
        var sent = 0;
        for (var second = 0; second < 290; second++)
        {
            foreach (var due in Due(story))
            {
                sent++;
                Send(story, due, "did not answer in time", lost: true);
            }

            story.Wait(1);
        }

        Assert.Equal(2, sent);
        // It may have arrived: the service is told when somebody has taken it.
        story.Then(new IncidentCommand.Acknowledge(), Some.Ic);
        Assert.Equal(PageAct.Acknowledge, Assert.Single(Due(story)).Act);
    }

    [Fact]
    public void Of_ProposalTakenBack_TellsTheServiceThatNobodyIsWanted()
    {
        var story = new Story().Proposed();
        Send(story, Due(story)[0]);
        story.Then(new IncidentCommand.Void("it runs already"));

        var due = Assert.Single(Due(story));
        Assert.Equal(PageAct.Resolve, due.Act);
        Send(story, due);
        Assert.Empty(Due(story));
        story.Then(story.Proposal);
        Assert.Equal((PageAct.Trigger, "rina"), (Due(story)[0].Act, Due(story)[0].Person));
    }

    [Fact]
    public void Of_IncidentOver_ResolvesOnceAndOnlyWhatIsFresh()
    {
        var story = new Story().Proposed();
        Send(story, Due(story)[0]);
        story.Then(new IncidentCommand.Withdraw("recovered"));
        var told = story.State!.ToldThrough;

        var due = Assert.Single(Due(story));
        Assert.Equal(PageAct.Resolve, due.Act);
        Assert.Empty(PagesDue.Of(story.State, Facts(story.Now + TimeSpan.FromDays(2), false)));
        Send(story, due);
        Assert.Empty(Due(story));
        // It makes no further part of the evidence.
        Assert.Equal(told, story.State!.ToldThrough);
    }

    [Fact]
    public void Of_PersonsOwnKey_IsTriggeredAndAcknowledgedWithIt()
    {
        var story = new Story().Proposed();
        var facts = Facts(story.Now, false) with { KeyOf = person => person == "rina" ? "RINAS_KEY" : null };
        var due = Assert.Single(PagesDue.Of(story.State!, facts));
        Assert.Equal("RINAS_KEY", due.KeyVariable);
        Send(story, due);
        story.Then(new IncidentCommand.Acknowledge(), Some.Ic);

        Assert.Equal("RINAS_KEY", Assert.Single(Due(story)).KeyVariable);
    }

    [Fact]
    public void Of_EveryWay_SendsOneCallOnEach()
    {
        var story = new Story().Proposed();
        var all = Facts(story.Now, false) with
        {
            Options = new()
            {
                PagerDuty = new(),
                Webhook = new(),
                Mail = true,
                Slack = true,
            },
        };

        Assert.Equal(Enum.GetValues<PageWay>(), PagesDue.Of(story.State!, all).Select(due => due.Way));
    }

    [Theory]
    [InlineData(Role.IncidentCommander, true)]
    [InlineData(Role.Deputy, true)]
    [InlineData(Role.DecisionOwner, true)]
    [InlineData(Role.Sre, false)]
    [InlineData(Role.Admin, false)]
    [InlineData(Role.Viewer, false)]
    [InlineData(Role.Auditor, false)]
    [InlineData(Role.Deployer, false)]
    [InlineData(Role.Watchdog, false)]
    public void Acknowledge_ByRole_IsAcceptedOrRefused(Role role, bool accepted) =>
        Assert.Equal(
            accepted ? null : RefusalKind.Role,
            new Story().Proposed().Try(new IncidentCommand.Acknowledge(), new("x", role)).Refusal?.Kind
        );

    [Fact]
    public void Call_SecurityIncident_DoesNotSayWhere()
    {
        var story = new Story()
            .Then(
                new IncidentCommand.Open(
                    "INC-0001",
                    "Prod",
                    Some.Verdict(TriggerNames.Security, sentence: "a token at /static/app.js")
                )
            )
            .Then(new Story().Open().Proposal);
        var words = PageWords.Call(story.State!, Role.Deputy, "dee", "https://w/incidents/INC-0001");

        Assert.DoesNotContain("app.js", words, StringComparison.Ordinal);
        Assert.StartsWith("P1 INC-0001 in Prod: something is exposed", words, StringComparison.Ordinal);
        Assert.Contains("dee is asked as Deputy", words, StringComparison.Ordinal);
    }

    [Fact]
    public void Call_ConfigRevert_IsNoRollbackAndSaysWhatGoesBack() =>
        Assert.Contains(
            ". Config revert of Cors:AllowedOrigins to https://admin.example is proposed. dee is asked as Deputy",
            Words(Reverting(TriggerNames.ErrorRate)),
            StringComparison.Ordinal
        );

    [Fact]
    public void Call_ConfigRevertOfASecurityIncident_NamesNeitherKeyNorValue()
    {
        var words = Words(Reverting(TriggerNames.Security));

        Assert.Contains(
            "the incident says where. Config revert of 1 key to what was there before is proposed.",
            words,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("Cors", words, StringComparison.Ordinal);
        Assert.DoesNotContain("admin.example", words, StringComparison.Ordinal);
    }

    private static Story Reverting(string trigger)
    {
        var plan = Some.Revert(
            reverts: new PlanRevert(ChangeKind.Config, "Cors:AllowedOrigins", "*", "https://admin.example")
        );
        return new Story(_ => plan)
            .Then(new IncidentCommand.Open("INC-0001", "Prod", Some.Verdict(trigger)))
            .Then(new IncidentCommand.Propose(plan, "set", [], CausedBy: null));
    }

    private static string Words(Story story) =>
        PageWords.Call(story.State!, Role.Deputy, "dee", "https://w/incidents/INC-0001");

    private static IReadOnlyList<PageDue> Due(Story story, bool held = false) =>
        PagesDue.Of(story.State!, Facts(story.Now, held));

    private static PagingFacts Facts(DateTimeOffset now, bool held) => new(Options, On, _ => null, held, now);

    private static void Send(Story story, PageDue due, string? fault = null, bool lost = false) =>
        story.Happened(
            new PageSent(due.Call, due.Act, due.Way, due.To, due.Person, fault)
            {
                KeyVariable = due.KeyVariable,
                Since = due.To is null ? null : due.Since,
                Lost = lost,
                Again = fault is not null && PagesDue.Again(due.Tries + 1, lost),
            }
        );
}
