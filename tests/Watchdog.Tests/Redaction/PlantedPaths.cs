using Mcpx.Db;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Parity;
using Mcpx.Domain.Releases;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;
using Mcpx.Watchdog.Runner;

namespace Mcpx.Watchdog.Tests.Redaction;

/// <summary>Every way by which a text comes into the store, by name: each plants one text.</summary>
internal static class PlantedPaths
{
    public static IReadOnlyDictionary<string, Action<Rig, string>> All { get; } =
        new Dictionary<string, Action<Rig, string>>
        {
            ["a person's note"] = (rig, text) => Command(rig, new IncidentCommand.Note(text)),
            ["a sentence of a breach"] = (rig, text) =>
                Record(rig, new BreachJoined(Rig.Breach(TriggerNames.Cors) with { Sentence = text })),
            ["a reason to look into"] = (rig, text) => Record(rig, new InvestigationAdvised(text, [])),
            ["a reason to reject"] = (rig, text) => Record(rig, new ProposalRejected("ab", text)),
            ["a reason to snooze"] = (rig, text) => Record(rig, new ProposalSnoozed("ab", Some.Start, text)),
            ["a reason to pause"] = (rig, text) => Record(rig, new RunPaused(text)),
            ["a reason to abort"] = (rig, text) => Record(rig, new AbortAsked(text)),
            ["a reason to close"] = (rig, text) => Record(rig, new IncidentClosed(text)),
            ["a break-glass reason"] = (rig, text) => Record(rig, new RollbackApproved("ab", Sufficient: false, text)),
            ["a review"] = (rig, text) => Record(rig, new BreakGlassReviewed(text)),
            ["what a person saw"] = (rig, text) =>
                Record(rig, new AttestationGiven(1, Well: true, text, Picture: null)),
            ["how it was done by hand"] = (rig, text) => Record(rig, new StepDoneByHand(1, text)),
            ["a deployer's output"] = (rig, text) => Record(rig, new StepReported(1, [text, "next", text])),
            ["a step's summary and checks"] = (rig, text) =>
                Record(rig, new StepSucceeded(1, text, [new Check("GET /x", text, text, Passed: true)])),
            ["why a step failed"] = (rig, text) => Record(rig, new StepFailed(1, text, [], Unknown: false)),
            ["a message and why it did not arrive"] = (rig, text) =>
                Record(rig, new MessageSent("start", "#one", text, text)),
            ["a muted message"] = (rig, text) => Record(rig, new MessageMuted("start", "#one", text, "SIL-0001", text)),
            ["what evidence lacks"] = (rig, text) => Record(rig, new EvidenceSealed(9, "ab", 1, 1, [text])),
            ["a pipeline's report"] = (rig, text) =>
                Environment(
                    rig,
                    new DeploymentStarted(text, Component.Api, text, text),
                    new DeploymentEnded(text, Component.Api, text, Succeeded: false, text)
                ),
            ["a change of a setting"] = (rig, text) =>
                Environment(
                    rig,
                    new ChangeSeen(new(text, ChangeKind.Config, Component.Config, "Db", text, text, text, Some.Start))
                ),
            ["a reverted setting"] = (rig, text) =>
                Environment(rig, new SettingReverted("k", ChangeKind.Config, "Db", text, text, "INC-0001")),
            ["a freeze"] = (rig, text) => Environment(rig, new DeploysFrozen(text, text, "INC-0001")),
            ["an override's reason"] = (rig, text) => Environment(rig, new LkgPointed(Component.Api, "v1", text)),
            ["a failed call"] = (rig, text) =>
                rig.Store.FailedCalls.Add(
                    "Prod",
                    [new(rig.Time.GetUtcNow(), "api-1", text, Fault.Status, 500, text, text, text)]
                ),
            ["a sample's sentence"] = (rig, text) =>
                rig.Store.Samples.Write(
                    "Prod",
                    rig.Time.GetUtcNow(),
                    [Rig.Breach() with { Sentence = text, Peers = text, Instance = Name(rig) }],
                    [
                        new VerdictChange(
                            "Prod",
                            Name(rig),
                            rig.Time.GetUtcNow(),
                            VerdictState.Healthy,
                            VerdictState.Breached,
                            text
                        ),
                    ]
                ),
        };

    /// <summary>Another series each time: of one the newest verdict replaces the one before.</summary>
    private static string Name(Rig rig)
    {
        rig.Time.Advance(TimeSpan.FromMilliseconds(1));
        return FormattableString.Invariant($"api-{rig.Time.GetUtcNow().Ticks}");
    }

    private static void Command(Rig rig, IncidentCommand command) =>
        Assert.Null(rig.Incidents.Execute("INC-0001", command, Some.Ic).Refusal);

    /// <summary>Past the rules of when it may happen: how it is written down is the same.</summary>
    private static void Record(Rig rig, Domain.Journal.IEvent happened) => Append(rig, "other/planted", happened);

    private static void Environment(Rig rig, params Domain.Journal.IEvent[] happened) =>
        Append(rig, "other/planted", happened);

    private static void Append(Rig rig, string stream, params Domain.Journal.IEvent[] happened)
    {
        var version = rig.Store.Journal.Newest(stream, 1) is [var newest] ? newest.Version : 0;
        Assert.IsType<AppendOutcome.Appended>(
            rig.Store.Journal.Append(Actor.Watchdog, rig.Time.GetUtcNow(), new StreamAppend(stream, version, happened))
        );
    }
}
