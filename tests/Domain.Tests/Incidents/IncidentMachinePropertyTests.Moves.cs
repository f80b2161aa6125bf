using CsCheck;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Rca;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Tests.Incidents;

/// <summary>What random stories are made of.</summary>
public sealed partial class IncidentMachinePropertyTests
{
    private const int Advance = 58;

    private static readonly Actor[] People =
    [
        Actor.Watchdog,
        Actor.Watchdog,
        Actor.Watchdog,
        Some.Ic,
        Some.Deputy,
        Some.Owner,
        Some.Viewer,
        new("ci", Role.Deployer),
    ];

    private static readonly Gen<(int Kind, int Number, int Who, int Pause)[]> Moves = Gen.Select(
        Gen.Int[0, Advance + 18],
        Gen.Int[0, 6],
        Gen.Int[0, People.Length - 1],
        Gen.Int[0, 30]
    ).Array[0, 80];

    /// <summary>First the web, then the API, then nothing new; the deputy caused it; two must approve every third story.</summary>
    private static Story Told((int Kind, int Number, int Who, int Pause)[] moves, Action<Decided> see)
    {
        var story = new Story(
            version =>
                Some.Plan(
                    required: moves.Length % 3 == 1 ? 2 : 1,
                    version: version,
                    targets: [Some.Target(version < 3 ? Component.Web : Component.Api)]
                ),
            causedBy: Some.Deputy.Name
        );
        foreach (var (kind, number, who, pause) in moves)
        {
            story.Wait(pause == 0 ? 1_900 : pause);
            var (command, by) = kind < Advance ? (Command(story, kind, number), People[who]) : Onward(story);
            see(story.Try(command, by));
        }

        return story;
    }

    /// <summary>Kinds of a run come up more often than once, so that random stories get somewhere.</summary>
    private static IncidentCommand Command(Story story, int kind, int number) =>
        kind switch
        {
            0 or 1 => new IncidentCommand.Open("INC-0001", "Prod", Some.Verdict()),
            2 => new IncidentCommand.Join(Some.Verdict(TriggerNames.All[number % 3])),
            3 => new IncidentCommand.Advise($"look {number}", []),
            4 or 5 or 6 or 7 => story.Proposal,
            8 => new IncidentCommand.Expire(WasHeld: number > 4),
            9 => number > 4 ? new IncidentCommand.Withdraw("recovered") : new IncidentCommand.StartRun(),
            10 or 11 or 12 => new IncidentCommand.Approve(story.Hash),
            13 => new IncidentCommand.Approve(story.Hash, "nobody answers"),
            14 => number > 4 ? new IncidentCommand.Reject("no") : new IncidentCommand.StartRun(),
            15 or 16 or 17 => new IncidentCommand.StartRun(),
            18 or 19 or 20 => new IncidentCommand.StartStep(story.State?.NextStep?.Step.Number ?? number),
            21 => new IncidentCommand.StartStep(number),
            22 => new IncidentCommand.Report(number, ["line"]),
            23 or 24 or 25 => new IncidentCommand.Succeed(story.State?.NextStep?.Step.Number ?? number, "done", []),
            26 => new IncidentCommand.Succeed(number, "done", []),
            27 => new IncidentCommand.Fail(number, "no", [], number % 2 == 0),
            28 => new IncidentCommand.Retry(),
            29 or 30 => new IncidentCommand.FinishRun(),
            31 => number > 4 ? new IncidentCommand.Close("over") : new IncidentCommand.Retry(),
            32 => new IncidentCommand.Warn(),
            33 => number > 3 ? new IncidentCommand.Void("it runs already") : new IncidentCommand.StartRun(),
            34 => new IncidentCommand.Snooze(TimeSpan.FromMinutes(number * 50), "later"),
            35 => new IncidentCommand.NoteDecision(new Dictionary<string, long> { ["a"] = number }),
            36 => number > 4
                ? new IncidentCommand.LinkTicket($"https://tickets.example/{number}")
                : new IncidentCommand.AskAgain("it doubled"),
            37 => new IncidentCommand.Review("it was right"),
            38 => new IncidentCommand.Declare(
                "INC-0001",
                number > 5 ? "RTM" : "Prod",
                TriggerNames.All[number],
                Component.Web,
                $"wrong {number % 2}"
            ),
            39 => new IncidentCommand.Note("seen it"),
            40 => new IncidentCommand.Pause("wait"),
            41 => new IncidentCommand.Resume(),
            42 => number > 4 ? new IncidentCommand.Abort("enough") : new IncidentCommand.Resume(),
            43 => new IncidentCommand.Skip("not needed"),
            44 => new IncidentCommand.DoneByHand("done in the portal"),
            45 or 46 => Undo(story),
            48 => new IncidentCommand.CancelStep("it hangs"),
            49 => new IncidentCommand.AskAttestation(
                story.State?.NextStep?.Step.Number ?? number,
                Some.At(900),
                ["http://web-1"],
                ["/dashboard"]
            ),
            50 => new IncidentCommand.Attest(number > 4, "seen it", number % 2 == 0 ? Some.Picture : null),
            53 => new IncidentCommand.TakeRole(
                (IncidentRole)(number % 4),
                story.State?.Roles.GetValueOrDefault((IncidentRole)(number % 3))?.Name
            ),
            54 => new IncidentCommand.HandOverRole((IncidentRole)(number % 3), number > 3 ? Some.Deputy.Name : "zoe"),
            56 => new IncidentCommand.Acknowledge(),
            55 => new IncidentCommand.SetSeverity((IncidentSeverity)(number % 4), number > 5 ? " " : "looked at it"),
            52 => new IncidentCommand.Label(number > 3, "seen later"),
            51 => new IncidentCommand.KeepReport(
                (ReportStage)(number % 3),
                story.State?.Report?.Kept.Version ?? 0,
                new($"cause {number}", [], []),
                "",
                Some.Digest("v1", Component.Api)
            ),
            47 => new IncidentCommand.ReviewHotfix(
                new("0043.sql", Some.Digest("v1", Component.Api), ReviewSide.Dba, "dora", "fine")
            ),
            _ => new IncidentCommand.Withdraw("recovered"),
        };

    /// <summary>Of the newest run, or of one that never was.</summary>
    private static IncidentCommand.Undo Undo(Story story)
    {
        var undone = story.State?.LastRun?.Proposal.Plan;
        var target = undone?.Targets[0] ?? Some.Target(Component.Api);
        var plan = Some.Plan(
            version: (story.State?.Plans ?? 0) + 1,
            targets: [target with { ObservedTag = target.TargetTag, TargetTag = target.ObservedTag }]
        );
        return new(
            plan with
            {
                Undoes = undone?.Version ?? 1,
                Policy = plan.Policy with { Roles = [Role.DecisionOwner] },
            },
            "it was the network"
        );
    }

    /// <summary>What would come next if all went well: without it random stories hardly ever see a run end.</summary>
    private static (IncidentCommand Command, Actor By) Onward(Story story) =>
        story.State switch
        {
            null => (new IncidentCommand.Open("INC-0001", "Prod", Some.Verdict()), Actor.Watchdog),
            { Status: IncidentStatus.Investigating or IncidentStatus.Stabilising } => (story.Proposal, Actor.Watchdog),
            { Status: IncidentStatus.Proposed, Approvals.Count: 0 } => (
                new IncidentCommand.Approve(story.Hash),
                Some.Ic
            ),
            { Status: IncidentStatus.Proposed } => (new IncidentCommand.Approve(story.Hash), Some.Owner),
            { Status: IncidentStatus.Approved } => (new IncidentCommand.StartRun(), Actor.Watchdog),
            { StandsAt: not null } => (new IncidentCommand.Retry(), Some.Ic),
            { Status: IncidentStatus.Aborted } => (new IncidentCommand.AskAgain("let us see"), Some.Owner),
            { Status: IncidentStatus.RollingBack, NextStep: null } => (new IncidentCommand.FinishRun(), Actor.Watchdog),
            { Status: IncidentStatus.RollingBack, NextStep: { Status: StepStatus.Waiting } next } => (
                new IncidentCommand.StartStep(next.Step.Number),
                Actor.Watchdog
            ),
            { NextStep: { } running } => (new IncidentCommand.Succeed(running.Step.Number, "done", []), Actor.Watchdog),
            _ => (new IncidentCommand.Note("seen it"), Some.Ic),
        };
}
