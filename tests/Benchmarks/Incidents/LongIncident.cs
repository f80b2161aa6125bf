using Mcpx.Benchmarks.Reporting;
using Mcpx.Benchmarks.Windows;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Signals;

namespace Mcpx.Benchmarks.Incidents;

/// <summary>Folding a long incident: proposed, approved, carried out with much to report, commented and closed.</summary>
internal static class LongIncident
{
    private const int Events = 5_000;

    public static IEnumerable<Figure> Run()
    {
        var entries = Entries();
        Fold(200);
        yield return Figure.Lower("fold_5000_ms", Stopclock.Median(Fold(101)), "ms", 5);

        double[] Fold(int rounds) => Stopclock.Rounds(rounds, () => GC.KeepAlive(IncidentFold.Of(entries)));
    }

    private static List<JournalEntry> Entries()
    {
        var start = new DateTimeOffset(2026, 11, 1, 9, 0, 0, TimeSpan.Zero);
        return
        [
            .. Story()
                .Select(
                    (happened, i) =>
                        new JournalEntry(
                            i + 1,
                            "incident/INC-0001",
                            i + 1,
                            start.AddSeconds(i),
                            Actor.Watchdog,
                            happened
                        )
                ),
        ];
    }

    /// <summary>What happened, oldest first.</summary>
    internal static List<IEvent> Story()
    {
        // Every fourth of the 100 instances' series has breached, one after the other.
        var fleet = new Fleet(Fleet.Options(100));
        var breaches = fleet.Judge.Verdicts().Where((_, i) => i % 16 == 0).ToList();
        var target = new PlanTarget(Component.Api, "v1.8.2", "v1.8.1", new('a', 64));
        var plan = PlanBuilder.Build(1, "INC-0001", "Prod", [target], schema: 118, Fleet.Options(1));
        var hash = PlanHash.Of(plan);
        List<IEvent> story =
        [
            new IncidentOpened("INC-0001", "Prod", breaches[0]),
            .. breaches.Skip(1).Select(breach => new BreachJoined(breach)),
            new RollbackProposed(plan, hash, "Since the deploy", [], "ci", DateTimeOffset.MaxValue),
            new RollbackApproved(hash, Sufficient: true),
            new RunStarted(hash),
        ];
        List<IEvent> end =
        [
            new RunSucceeded(DateTimeOffset.MaxValue),
            new EvidenceSealed(1, new('b', 64), 10_000_000, 40, []),
            new IncidentClosed("stable"),
        ];
        var each = (Events - story.Count - end.Count) / plan.Steps.Count;
        foreach (var step in plan.Steps)
        {
            story.Add(new StepStarted(step.Number));
            story.AddRange(Enumerable.Range(0, each - 2).Select(i => During(step.Number, i)));
            story.Add(new StepSucceeded(step.Number, "done", [new("TTFB", "40 ms", "<= 200 ms", Passed: true)]));
        }

        while (story.Count < Events - end.Count)
        {
            story.Add(new NoteAdded("Traffic is back."));
        }

        return [.. story, .. end];
    }

    /// <summary>Mostly lines of a deployer's output, a note and a message now and then.</summary>
    private static IEvent During(int step, int number) =>
        (number % 20) switch
        {
            0 => new NoteAdded($"Note {number}."),
            10 => new MessageSent("step", $"#incident-{number % 3}", "It goes on.", Fault: null),
            _ => new StepReported(step, [$"line {number} of the deployer's output", "and one more"]),
        };
}
