using Mcpx.Domain.Comms;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Silences;
using Mcpx.Domain.Tests.Incidents;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Tests.Comms;

/// <summary>What a channel reads of whole incidents, word for word.</summary>
public sealed class TellingTests
{
    private const string Leads = "IC: @ic, Deputy: @deputy.";
    private const string Page = "https://watch.example/incidents/INC-0001";

    [Fact]
    public void Of_ARollbackThatWorks_IsToldFromProposalToStable() =>
        Assert.Equal(
            [
                "proposed: Proposing **rollback** in **Prod** for MCPX-KendoBridge. Current release v1.8.2 failing due to the error rate: Since the deploy: errors. "
                    + $"Would revert Api to LKG v1.8.1. Nothing is changed before somebody approves, until 09:30:02 UTC. {Leads} {Page}",
                "approved: Rollback in **Prod** approved by ada, Incident Commander.",
                "start: Declaring **rollback** in **Prod** for MCPX-KendoBridge. Current release v1.8.2 failing due to the error rate. Reverting to LKG v1.8.1 now. "
                    + Leads,
                "step: Step 2 of 5 started: Put Api v1.8.1 back.",
                "step: Step 2 of 5 done after 1 s: done.",
                "step: Step 3 of 5 started: Wait for /healthz and /ready.",
                "step: Step 3 of 5 done after 1 s: done.",
                "step: Step 4 of 5 started: Validate: contract, event streams, web pages.",
                "step: Step 4 of 5 done after 1 s: done.",
                "success: Rollback complete in **Prod**. Reverted to v1.8.1. Health/Ready ✅. SSE TTFB not measured, heartbeat not measured. "
                    + "Investigating root cause on v1.8.2.",
                "stabilising: Stabilising in **Prod**: p95, error %, SSE first-event trend and heartbeat gaps are watched until 09:30:15 UTC.",
                "stabilised: Stable in **Prod**. Api is back on v1.8.1. Readings are within their limits after 30 min of watching. "
                    + $"The incident is closed; its report: {Page}/rca",
            ],
            Told(
                new Story()
                    .Stabilising()
                    .Then(
                        new IncidentCommand.Close("Readings are within their limits after 30 min of watching."),
                        Actor.Watchdog
                    )
            )
        );

    [Fact]
    public void Of_StartAndSuccessThatTheStepsTold_AreNotToldAgain()
    {
        var story = new Story().Running();
        var freeze = Some.Entry(new StepSucceeded(1, "frozen", []), version: 20);
        var before = IncidentFold.Evolve(story.State, Some.Entry(new StepStarted(1), version: 18));
        var told = IncidentFold.Evolve(
            before,
            Some.Entry(new MessageSent(MessageKinds.Start, "#release", "Declaring", Fault: null), version: 19)
        );

        Assert.Equal(
            "Step 1 of 5 done: deploys to **Prod** are refused until INC-0001 is over.",
            Of(told, freeze, "#release")?.Text
        );
        Assert.Equal(MessageKinds.Start, Of(told, freeze, "#incident")?.Kind);
    }

    [Fact]
    public void Of_AConfigRevert_NamesKeysAndNoRelease()
    {
        var story = new Story(version => Some.Revert(version));
        Assert.Equal(
            [
                "proposed: Proposing **config revert** in **Prod** for MCPX-KendoBridge, failing due to the error rate: Since the deploy: errors. Would set "
                    + $"Cors:Origins to https://a; no release is rolled back. Nothing is changed before somebody approves, until 09:30:02 UTC. {Leads} {Page}",
                "approved: Config revert in **Prod** approved by ada, Incident Commander.",
                "start: Declaring **config revert** in **Prod** for MCPX-KendoBridge. Current Cors:Origins = https://b failing due to the error rate. "
                    + $"Reverting to https://a now; no release is rolled back. {Leads}",
                "step: Step 2 of 4 started: Set Cors:Origins back.",
                "step: Step 2 of 4 done after 1 s: done.",
                "step: Step 3 of 4 started: Validate: contract, event streams, web pages.",
                "step: Step 3 of 4 done after 1 s: done.",
                "success: Config revert complete in **Prod**. Reverted Cors:Origins to https://a. Health/Ready not measured. SSE TTFB not measured, "
                    + "heartbeat not measured. Investigating root cause on Cors:Origins.",
            ],
            Told(story.AllSteps())
        );
    }

    [Fact]
    public void Of_AStepThatFails_SaysWhichAndThatPeopleDecide() =>
        Assert.Equal(
            [
                $"failure: Rollback stopped in **Prod**: step 2 of 5 failed, Put Api v1.8.1 back. It did not answer. Nothing further is done until a person decides. {Leads} {Page}",
                "step: Step 2 of 5 is tried again, by ada, Incident Commander.",
                "step: Step 2 of 5 started: Put Api v1.8.1 back, attempt 2.",
                $"failure: Rollback stopped in **Prod**: nobody can say whether step 2 of 5 acted, Put Api v1.8.1 back. The answer was lost. Nothing further is done until a person decides. {Leads} {Page}",
                "step: Step 2 of 5 done by hand by ada, Incident Commander: swapped the slots.",
            ],
            Told(
                new Story()
                    .Running()
                    .Step(1)
                    .Then(new IncidentCommand.StartStep(2))
                    .Then(new IncidentCommand.Fail(2, "it did not\n  answer.", [], Unknown: false))
                    .Then(new IncidentCommand.Retry(), Some.Ic)
                    .Then(new IncidentCommand.StartStep(2))
                    .Then(new IncidentCommand.Fail(2, "The answer was lost.", [], Unknown: true))
                    .Then(new IncidentCommand.DoneByHand("swapped the slots"), Some.Ic)
            )[4..]
        );

    [Fact]
    public void Of_AStepThatWasTriedAgain_TookWhatTheAttemptTook() =>
        Assert.Equal(
            "step: Step 2 of 5 done after 1 s: done.",
            Told(
                new Story()
                    .Running()
                    .Step(1)
                    .Then(new IncidentCommand.StartStep(2))
                    .Then(new IncidentCommand.Fail(2, "it did not", [], Unknown: false))
                    .Wait(600)
                    .Then(new IncidentCommand.Retry(), Some.Ic)
                    .Step(2)
            )[^1]
        );

    [Fact]
    public void Of_AStepDoneByHand_IsLookedAtAndNotStarted() =>
        Assert.Equal(
            "step: Step 2 of 5 is looked at, as ada did it by hand.",
            Told(
                new Story()
                    .Running()
                    .Step(1)
                    .Then(new IncidentCommand.StartStep(2))
                    .Then(new IncidentCommand.Fail(2, "it did not", [], Unknown: false))
                    .Then(new IncidentCommand.DoneByHand("swapped the slots"), Some.Ic)
                    .Then(new IncidentCommand.StartStep(2))
            )[^1]
        );

    [Fact]
    public void Of_AStepTakenUpAfterARestart_IsSaid() =>
        Assert.Equal(
            $"step: The watchdog was restarted: step 2 of 5 is taken up again where it was. {Page}",
            Told(new Story().Running().Step(1).Then(new IncidentCommand.StartStep(2)).Happened(new StepTakenUp(2)))[^1]
        );

    [Fact]
    public void Of_ASecondRollback_InvestigatesBothReleases()
    {
        var story = new Story(version =>
            Some.Plan(
                version: version,
                targets: [version == 1 ? Some.Target(Component.Web) : Some.Target(from: "v1.8.1", to: "v1.8.0")]
            )
        ).Stabilising();
        story.Then(story.Proposal).Then(new IncidentCommand.Approve(story.Hash), Some.Ic);
        story.Then(new IncidentCommand.StartRun()).RunSteps();

        Assert.EndsWith("Investigating root cause on v1.8.2 and v1.8.1.", Told(story)[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Of_OneComponentBackAndOneNot_SaysWhichIsWhich()
    {
        var story = Both()
            .Running()
            .Step(1)
            .Step(2)
            .Step(3)
            .Then(new IncidentCommand.StartStep(4))
            .Then(new IncidentCommand.Fail(4, "the host is full", [], Unknown: false));

        Assert.Equal(
            $"partial: Rollback stopped in **Prod**: step 4 of 6 failed, Put Web v1.8.1 back. The host is full. Api is back on v1.8.1. Web is not back on v1.8.1. "
                + $"Nothing further is done until a person decides. {Leads} {Page}",
            Told(story)[^1]
        );
        Assert.Equal(
            "partial: Rollback aborted in **Prod** by ada, Incident Commander: tomorrow. Api is back on v1.8.1. Web is not back on v1.8.1. The incident stays open. "
                + $"{Leads} {Page}",
            Told(story.Then(new IncidentCommand.Abort("tomorrow"), Some.Ic))[^1]
        );
    }

    [Fact]
    public void Of_APartThatPeopleLeftOut_IsNoSuccess()
    {
        var story = Both()
            .Running()
            .Step(1)
            .Step(2)
            .Step(3)
            .Then(new IncidentCommand.StartStep(4))
            .Then(new IncidentCommand.Fail(4, "the host is full", [], Unknown: false))
            .Then(new IncidentCommand.Skip("it fits the API"), Some.Ic)
            .Step(5)
            .Step(6);

        Assert.Equal(
            "complete-in-part: Rollback complete in part in **Prod**. Api is back on v1.8.1. Web is not back on v1.8.1: its step was left out after it failed. "
                + "Health/Ready ✅. SSE TTFB not measured, heartbeat not measured. Investigating root cause on v1.8.2.",
            Told(story)[^1]
        );
    }

    [Fact]
    public void Of_Aborted_SaysThatNothingWasChangedWhereNothingWas() =>
        Assert.Equal(
            $"aborted: Rollback aborted in **Prod** by ada, Incident Commander: it is the network. Nothing was changed. The incident stays open. {Leads} {Page}",
            Told(new Story().Running().Step(1).Then(new IncidentCommand.Abort("it is the network."), Some.Ic))[^1]
        );

    [Fact]
    public void Of_Withdrawn_SaysThatNothingWasChanged() =>
        Assert.Equal(
            "withdrawn: Rollback proposed in **Prod** withdrawn: readings recovered before anyone approved. Nothing was changed. All readings recovered.",
            Told(new Story().Proposed().Then(new IncidentCommand.Withdraw("All readings recovered.")))[^1]
        );

    [Fact]
    public void Of_AnswersOtherThanYes_SayWhoAndWhy()
    {
        Assert.Equal(
            "rejected: Rollback in **Prod** rejected by ada, Incident Commander: the vendor is at it. It is not carried out; the incident stays open.",
            Told(new Story().Proposed().Then(new IncidentCommand.Reject("the vendor is at it"), Some.Ic))[^1]
        );
        Assert.Equal(
            "snoozed: Rollback in **Prod** put off until 09:10:03 UTC by ada, Incident Commander: the vendor is at it. It is asked for again then, or earlier where it gets worse.",
            Told(
                new Story()
                    .Proposed()
                    .Then(new IncidentCommand.Snooze(TimeSpan.FromMinutes(10), "the vendor is at it"), Some.Ic)
            )[^1]
        );
        Assert.Equal(
            $"asked-again: A fresh decision on **Prod** is asked for: it got worse. {Page}",
            Told(
                new Story()
                    .Proposed()
                    .Then(new IncidentCommand.Reject("no"), Some.Ic)
                    .Then(new IncidentCommand.AskAgain("it got worse"), Some.Ic)
            )[^1]
        );
    }

    [Fact]
    public void Of_NobodyAnswers_IsSaidAndPutToTheNext()
    {
        var told = Told(
            new Story()
                .Proposed()
                .Wait(1_600)
                .Then(new IncidentCommand.Warn())
                .Wait(300)
                .Then(new IncidentCommand.Expire())
                .Then(new Story().Open().Proposal with { Plan = Some.Plan(version: 2) })
        );

        Assert.Equal(
            [
                $"unanswered: Nobody has answered the rollback proposed in **Prod**. It expires at 09:30:02 UTC. {Leads} {Page}",
                $"unanswered: Nobody answered the rollback proposed in **Prod** in time. It is proposed anew and put to the Deputy: @deputy. {Page}",
            ],
            told[1..3]
        );
        Assert.Contains(" This is plan 2 of INC-0001. ", told[3], StringComparison.Ordinal);
    }

    [Fact]
    public void Of_NobodyAnswersThreeProposals_SaysThatEachAsksOnceFromThereOn()
    {
        var story = new Story().Proposed();
        for (var proposal = 0; proposal < 3; proposal++)
        {
            story.Wait(1_900).Then(new IncidentCommand.Expire()).Then(story.Proposal);
        }

        Assert.Equal(
            [
                $"unanswered: Nobody answered the rollback proposed in **Prod** in time. It is proposed anew and put to the Decision Owner: @director. {Page}",
                "unanswered: Nobody answered the rollback proposed in **Prod** in time. It is proposed anew and put to the Decision Owner: @director. "
                    + $"Everybody was asked before: each proposal asks once from here on. {Page}",
            ],
            Told(story).Where(line => line.StartsWith("unanswered", StringComparison.Ordinal)).Skip(1)
        );
    }

    [Fact]
    public void Of_TwoMustApprove_SaysThatOneIsMissing() =>
        Assert.Equal(
            [
                "approved: Rollback in **Prod** approved by ada, Incident Commander. It takes one more.",
                "approved: Rollback in **Prod** approved by ben, Deputy.",
            ],
            Told(
                new Story(required: 2)
                    .Approved()
                    .Then(new IncidentCommand.Approve(new Story(required: 2).Hash), Some.Deputy)
            )[1..]
        );

    [Fact]
    public void Of_SeverityAndAcknowledgement_SayWhoAndThatNobodyElseIsCalled() =>
        Assert.Equal(
            [
                "severity: INC-0001 in **Prod** is a P2 now, says ada, Incident Commander: one stream of four.",
                $"acknowledged: INC-0001 in **Prod** acknowledged by ada, Incident Commander: nobody else is called. {Page}",
            ],
            Told(
                    new Story()
                        .Proposed()
                        .Then(new IncidentCommand.SetSeverity(IncidentSeverity.P2, "one stream of four"), Some.Ic)
                        .Then(new IncidentCommand.Acknowledge(), Some.Ic)
                )
                .TakeLast(2)
        );

    [Fact]
    public void Of_HandedOver_NamesWhoLeadsNow() =>
        Assert.Equal(
            [
                "handed-over: Incident Commander of INC-0001 in **Prod** taken by ada. IC: @ada, Deputy: @deputy.",
                "handed-over: Incident Commander of INC-0001 in **Prod** handed over by ada to ben. IC: @ben, Deputy: @deputy.",
            ],
            Told(
                new Story()
                    .Open()
                    .Then(new IncidentCommand.TakeRole(IncidentRole.IncidentCommander, From: null), Some.Ic)
                    .Then(new IncidentCommand.HandOverRole(IncidentRole.IncidentCommander, "ben"), Some.Ic)
            )
        );

    [Fact]
    public void Of_AHotfixAndDeploysLetIn_SaysWhoAnswersForThem() =>
        Assert.Equal(
            [
                "hotfix: Forward hotfix 0120_hotfix.sql for INC-0001 in **Prod** reviewed by dora for the DBAs, records ben, Deputy: adds a default only.",
                "hotfix: v1.8.3 on Api may pass the freeze of **Prod** until 1 Nov 10:00 UTC, says ada, Incident Commander: 0120 mends it.",
                "unfrozen: Deploys to **Prod** are allowed again in spite of INC-0001, says ben, Deputy: the rest may follow.",
            ],
            Told(WithHotfix(new Story().Stabilising())).TakeLast(3)
        );

    [Fact]
    public void Of_AHotfixForALeak_SaysNeitherItsFileNorItsReason() =>
        Assert.Equal(
            "hotfix: A forward hotfix for INC-0001 in **Prod** reviewed by dora for the DBAs, records ben, Deputy: the details stay in the dashboard.",
            Told(
                WithHotfix(
                    new Story().Then(
                        new IncidentCommand.Open("INC-0001", "Prod", Some.Verdict(trigger: TriggerNames.Security))
                    )
                )
            )[^3]
        );

    [Fact]
    public void Of_PausedAndResumed_SaysWhoAndWhy() =>
        Assert.Equal(
            [
                $"paused: Rollback paused in **Prod** by the watchdog: somebody deployed. No further step begins until a person resumes. {Page}",
                "paused: Rollback in **Prod** goes on, says ada, Incident Commander.",
            ],
            Told(
                new Story()
                    .Running()
                    .Then(new IncidentCommand.Pause("somebody deployed"))
                    .Then(new IncidentCommand.Resume(), Some.Ic)
            )[2..]
        );

    [Fact]
    public void Of_ADryRun_TellsNoStepsAndThatNothingWasChanged() =>
        Assert.Equal(
            $"dry-run: Dry run complete in **Prod**. Every step was walked through and nothing was changed: the fault is where it was. {Page}",
            Told(new Story(Execution.DryRun).AllSteps().Then(new IncidentCommand.FinishRun()))[2]
        );

    [Fact]
    public void Of_NothingToPropose_AsksPeopleToLookOnce() =>
        Assert.Equal(
            [
                $"investigate: Investigating **Prod** for MCPX-KendoBridge, failing due to the error rate. No rollback is proposed. No change in reach. {Leads} {Page}",
                "closed: Incident INC-0001 in **Prod** closed by ada, Incident Commander: it was the vendor.",
            ],
            Told(
                new Story()
                    .Open()
                    .Then(new IncidentCommand.Advise("no change in reach", []))
                    .Then(new IncidentCommand.Advise("no change in reach, still", []))
                    .Then(new IncidentCommand.Close("it was the vendor"), Some.Ic)
            )
        );

    [Fact]
    public void Of_WhatARunDidNotCure_SaysThatNothingFurtherIsTried() =>
        Assert.Equal(
            $"investigate: **Prod** is not well after the rollback. Api did not cure. {Leads} {Page}",
            Told(
                new Story()
                    .AllSteps()
                    .Then(new IncidentCommand.FinishRun())
                    .Then(new IncidentCommand.Advise("Api did not cure", []))
            )[^1]
        );

    [Fact]
    public void Of_ASecurityIncident_SaysNeitherWhatWasFoundNorWhere()
    {
        const string finding = "sk_live_4242 in https://portal.example/assets/app.js";
        var plan = Some.Revert(reverts: [new(ChangeKind.Config, "Stripe:Key", finding, finding)]);
        var story = new Story(_ => plan)
            .Then(
                new IncidentCommand.Open(
                    "INC-0001",
                    "Prod",
                    Some.Verdict(TriggerNames.Security, part: "/bundle", sentence: finding)
                )
            )
            .Then(new IncidentCommand.Propose(plan, finding, [], CausedBy: null))
            .Then(new IncidentCommand.Approve(PlanHash.Of(plan)), Some.Ic)
            .Then(new IncidentCommand.StartRun())
            .Step(1)
            .Then(new IncidentCommand.StartStep(2))
            .Then(new IncidentCommand.Fail(2, finding, [new("bundle", finding, "", Passed: false)], Unknown: false))
            .Then(new IncidentCommand.Skip(finding), Some.Ic)
            .Then(new IncidentCommand.Abort(finding), Some.Ic);
        var told = Told(story);

        Assert.Equal(
            [
                "proposed: Proposing **config revert** in **Prod** for MCPX-KendoBridge, failing due to a security finding: the details stay in "
                    + "the dashboard. Would set 1 key to what was there before; no release is rolled back. Nothing is changed before somebody approves, "
                    + $"until 09:30:02 UTC. {Leads} {Page}",
                "approved: Config revert in **Prod** approved by ada, Incident Commander.",
                "start: Declaring **config revert** in **Prod** for MCPX-KendoBridge. Current 1 key failing due to a security finding. Reverting to what was there "
                    + $"before now; no release is rolled back. {Leads}",
                "step: Step 2 of 4 started: Set a key back.",
                "failure: Config revert stopped in **Prod**: step 2 of 4 failed, Set a key back. The details stay in the dashboard. "
                    + $"Nothing further is done until a person decides. {Leads} {Page}",
                "step: Step 2 of 4 left out by ada, Incident Commander: the details stay in the dashboard.",
                "aborted: Config revert aborted in **Prod** by ada, Incident Commander: the details stay in the dashboard. Key 1 is not "
                    + $"what it was again: its step was left out after it failed. The incident stays open. {Leads} {Page}",
            ],
            told
        );
        Assert.All(told, line => Assert.DoesNotContain("sk_live", line, StringComparison.Ordinal));
        Assert.All(told, line => Assert.DoesNotContain("Stripe", line, StringComparison.Ordinal));
    }

    [Fact]
    public void Of_EndlessWords_AreCutAtACharacter()
    {
        var line = Told(
            new Story()
                .Proposed()
                .Then(new IncidentCommand.Reject(string.Concat(Enumerable.Repeat("😀", 2_000))), Some.Ic)
        )[^1];

        Assert.InRange(line.Length, 500, 800);
        Assert.Equal(-1, line.AsSpan().IndexOf('\ufffd'));
        Assert.Contains("😀….", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_WhatIsNoNews_SaysNothing()
    {
        // Whatever is not news must have nothing to say, or a channel would be told out of turn.
        foreach (var happened in Journal.EventSamples.All.Where(sample => !Telling.IsNews(sample)))
        {
            var story = new Story().Running();
            Assert.Null(
                Telling.Of(story.State, story.State!, Some.Entry(happened, version: 99), "#release", new(), "https://w")
            );
        }
    }

    private static Story WithHotfix(Story story) =>
        story
            .Noted(
                new HotfixReviewed(
                    new(
                        "0120_hotfix.sql",
                        Some.Digest("v1", Component.Api),
                        ReviewSide.Dba,
                        "dora",
                        "adds a default only."
                    )
                ),
                Some.Deputy
            )
            .Noted(new HotfixAuthorised(Component.Api, "v1.8.3", "0120 mends it", Some.At(3_600), "INC-0001"), Some.Ic)
            .Noted(new DeploysUnfrozen("the rest may follow", Incident: null, "INC-0001"), Some.Deputy);

    private static Story Both() =>
        new(version => Some.Plan(version: version, targets: [Some.Target(), Some.Target(Component.Web)]));

    private static TellingLine? Of(Incident before, Domain.Journal.JournalEntry entry, string channel) =>
        Telling.Of(before, IncidentFold.Evolve(before, entry), entry, channel, new(), "https://watch.example/");

    private static List<string> Told(Story story)
    {
        var told = new List<string>();
        Incident? before = null;
        foreach (var entry in story.Entries)
        {
            var after = IncidentFold.Evolve(before, entry);
            if (Telling.Of(before, after, entry, "#release", new(), "https://watch.example/") is { } line)
            {
                told.Add($"{line.Kind}: {line.Text}");
            }

            before = after;
        }

        return told;
    }
}
