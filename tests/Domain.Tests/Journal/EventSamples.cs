using Mcpx.Domain.Access;
using Mcpx.Domain.Comms;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Decisions;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Learning;
using Mcpx.Domain.Parity;
using Mcpx.Domain.Rca;
using Mcpx.Domain.Releases;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Silences;

namespace Mcpx.Domain.Tests.Journal;

/// <summary>One event of every type, every field set to something that could get lost.</summary>
internal static class EventSamples
{
    private static readonly PathNode[] Path = [new(PathAnswer.Refused, "1. Config?", "„nein“ <b>&", Nested: true)];
    private static readonly Check[] Checks = [new("contract", "200", "200", Passed: true)];

    public static IReadOnlyList<IEvent> All { get; } =
    [
        new IncidentOpened("INC-0001", "Prod", Some.Verdict()) { Severity = IncidentSeverity.P1 },
        new BreachJoined(Some.Verdict(instance: null, value: null)) { Severity = IncidentSeverity.P2 },
        new InvestigationAdvised("nothing fits", Path),
        new RollbackWanted(Component.Web, "v1.8.1", "jobs stand still"),
        new RollbackProposed(Some.Plan(), PlanHash.Of(Some.Plan()), "errors", Path, "gh-actions", Some.At(1_800)),
        new ExpiryWarned("ab"),
        new ProposalExpired("ab") { WasHeld = true },
        new Escalated(2, Role.DecisionOwner),
        new ProposalVoided("ab", "the LKG runs already"),
        new IncidentWithdrawn("recovered"),
        new RollbackApproved("ab", Sufficient: true, BreakGlass: "nobody answers the phone")
        {
            AlsoKnownAs = ["ada-gh"],
        },
        new BreakGlassReviewed("it was right"),
        new ProposalRejected("ab", "no"),
        new ProposalSnoozed("ab", Some.At(600), "the vendor looks at it"),
        new DecisionNoted(new Dictionary<string, long> { ["error-rate/Api/api-1"] = 38_000 }),
        new DecisionAsked("the snooze ended"),
        new RunStarted("ab"),
        new StepStarted(1),
        new StepReported(1, ["line one", "a\tb \u0001 ✅ \"quoted\""]),
        new StepSucceeded(1, "done", Checks),
        new StepFailed(2, "no", Checks, Unknown: true),
        new StepRetried(2),
        new StepSkipped(2, "not needed"),
        new StepDoneByHand(2, "swapped in the portal"),
        new RunPaused("the network team looks"),
        new RunResumed(),
        new AbortAsked("it is the network"),
        new RunAborted("it is the network"),
        new RunSucceeded(Some.At(0.001)),
        new DryRunFinished(),
        new IncidentClosed("stable"),
        new EvidenceSealed(1, "ab", long.MaxValue, 3, ["pictures"], Through: 12),
        new EvidenceCopied(1, "/copies", "no room"),
        new MessageSent("start", "#release", "Declaring **rollback**", Fault: null) { About = 7, Ts = "1.000002" },
        new MessageMuted("opened", "#release", "availability breached", "SIL-0001", "silence SIL-0001 by ada: known")
        {
            About = 7,
        },
        new Acknowledged(),
        new PageSent(2, PageAct.Trigger, PageWay.PagerDuty, Role.Deputy, "dee", "did not answer in time")
        {
            KeyVariable = "DEES_KEY",
            Since = Some.At(60),
            Lost = true,
            Again = true,
        },
        new StatusNoteSent("approved 1", StatusKind.Approved, 3, "What: errors.", "no answer", Again: true),
        new RosterSeen([new(Role.Deputy, "dee", RosterBasis.Shift)], "the schedule is silent"),
        new SeveritySet(IncidentSeverity.P2, "nobody is cut off"),
        new NoteAdded("ok"),
        new HoldPlaced("a question from outside"),
        new HoldLifted("answered"),
        new IncidentPurged(
            "INC-0001",
            "Prod",
            Some.At(1),
            Some.At(2),
            IncidentStatus.Closed,
            Some.Verdict(),
            Through: long.MaxValue,
            Entries: 7,
            Some.At(3),
            "retention"
        ),
        new DeploymentStarted("d1", Component.Web, "v1", "ci"),
        new DeploymentEnded("d1", Component.Web, "v1", Succeeded: false, "exit 1"),
        new ChangeSeen(
            new(
                "poll-1",
                ChangeKind.Config,
                Component.Config,
                "A",
                "hmac:0123456789ab",
                After: null,
                Change.UnknownAuthor,
                Some.At(20),
                NotBefore: Some.At(10)
            )
        ),
        new SettingReverted("INC-0001-plan1-step2", ChangeKind.Flag, "Sse:On", Before: null, "off", "INC-0001"),
        new IncidentBegan("INC-0001"),
        new IncidentEnded("INC-0001"),
        new DeploysFrozen("ada", "rollback", "INC-0001", Some.At(600)),
        new DeploysUnfrozen("over", Incident: null, "INC-0001"),
        new FreezeCommandRan("gitops", Pause: true, Succeeded: false, "ended with 3 after 2 s", ["no such app"]),
        new HotfixAuthorised(Component.Api, "v1.9.1", "the fix", Some.At(600), "INC-0001"),
        new SilenceSet(
            "SIL-0001",
            SilenceKind.Maintenance,
            ["latency"],
            "ada",
            "switch-over",
            Some.At(10),
            Some.At(600)
        ),
        new SilenceEnded("SIL-0001"),
        new LkgPointed(Component.Api, "v1", "configured", "v0", LkgBasis.Person, [TargetGap.Bake]),
        new TargetOverridden(Component.Web, "v1", [TargetGap.Evidence], "the pack is on its way", Some.At(600)),
        new BakeMarked(Component.Api, "v2", Some.At(1), Some.Seconds(90), BakeProgress.Broken, "INC-0001 is open"),
        new SchemaSeen("api-1", "v9", 119),
        new DrillAsked("DRILL-0007", Component.Api, "v1"),
        new DrillHeld("DRILL-0007", Component.Api, "v1", Ready: false, ["no"], Some.Seconds(75), ["1. Freeze"]),
        new ReleaseQuarantined(Component.Api, "v2", "INC-0001"),
        new ReportKept(
            3,
            ReportStage.Reviewed,
            new("a \"buffer\"", ["no test"], [new("test it", "qa", new(2026, 11, 28))]),
            "agreed",
            Some.Digest("v1", Component.Api)
        ),
        new PortalLogsRead(["r-1", "r-2"], [new("r-1", "ERROR r-1 pool exhausted")]),
        new TicketLinked("https://tickets.example/OPS-7", "OPS-7"),
        new TicketTold(TicketStage.Restored, "tickets.example answered 503"),
        new ReportOpened("ada", new(2026, 11, 30), [new("rotate it", "ada", new(2026, 11, 27))]),
        new RollbackNoted("v2", "Prod", "Api", "INC-0001", "v1", "evidence/v1.zip", "5xx", Some.At(60)),
        new FollowUpFiled("test it", "https://github.example/issues/7"),
        new ProposalLabelled("ab12", Right: false, "it was the network"),
        new CancelAsked(2, "the pipeline hangs"),
        new StepTakenUp(2),
        new AttestationAsked(4, Some.At(900), ["http://web-1:5000"], ["/dashboard", "/config"]),
        new AttestationGiven(4, Well: true, "all of them render", Some.Picture),
        new RoleTaken(IncidentRole.IncidentCommander, From: "ada"),
        new RoleHandedOver(IncidentRole.Scribe, "zoe"),
        new ChannelTestAsked("TEST-0001"),
        new ChannelTestHeld("TEST-0001", [new("#release", "the webhook answered 500")]),
        new QuarantineLifted(Component.Api, "v2", "the cause was the network"),
        new HotfixReviewed(new("0043_hotfix.sql", Some.Digest("v2", Component.Api), ReviewSide.Sec, "sam", "fine")),
        new ParityReported(
            new(
                Some.At(0.001),
                7,
                [new("flag:X", DifferenceKind.Different, DriftSeverity.Critical, "on", Effective: null, Secret: true)]
            )
        ),
        new PromotionBypassed("d1", Component.Web, "v3", "never deployed to Beta"),
        new PromotionSettled("d1", "authorised hotfix"),
        new ReleaseRegistered(Some.Release(migrations: ["0119.sql"])),
        new ReleaseLooked(
            "v1",
            new(
                [new(Component.Api, "ab") { Evidence = EvidenceState.Complete }],
                EvidenceState.Incomplete,
                new("cd", ["0119.sql:2 MIG010 narrower"], "not installed")
            )
        ),
        new KeyCreated(
            "ci-prod",
            Some.Digest("v1", Component.Api),
            [KeyScopes.DeploymentsWrite],
            ["Prod"],
            Some.At(7_776_000)
        ),
        new KeyRevoked("ci-prod", "the pipeline moved"),
        new WatchdogStarted("1.0", 42, "host"),
        new ConfigurationApplied(
            new()
            {
                Slack = new() { WebhookVariable = "SLACK" },
                Environments = new Dictionary<string, EnvironmentOptions>
                {
                    ["Prod"] = Some.Environment() with { Validation = new() { Web = new() { Pages = ["/config"] } } },
                },
            },
            ["no Slack"]
        )
        {
            Origins = new Dictionary<string, IReadOnlyList<string>>
            {
                ["watchdog.json"] = ["Watchdog:Slack:WebhookVariable"],
            },
        },
    ];
}
