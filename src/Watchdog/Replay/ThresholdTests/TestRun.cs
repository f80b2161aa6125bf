using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Releases;
using Mcpx.Domain.Replay;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Watchdog.Replay.ThresholdTests;

/// <summary>
/// Runs one test on the real judge and the real decisions, ticking four times a second through made-up time. Incidents
/// look at nothing that the test does not measure: what it leaves out is neither missing nor well.
/// </summary>
/// <param name="file">The file it stands in.</param>
/// <param name="test">The test.</param>
internal sealed class TestRun(ThresholdTestFile file, ThresholdTest test)
{
    /// <summary>Second zero of every test.</summary>
    public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(250);
    private readonly PriorityQueue<JudgingInput, (DateTimeOffset At, int Number)> _inputs = new();
    private int _number;

    /// <summary>Runs it.</summary>
    /// <returns>What does not hold.</returns>
    public IReadOnlyList<Unmet> Run()
    {
        var replayer = new Replayer(file.Environment, facts => IncidentCare.Next(Measured(facts)));
        replayer.Take(new Configured(Start, test.Options));
        foreach (var known in Past())
        {
            replayer.Take(new Known(known));
        }

        Gather();
        var unmet = new List<Unmet>();
        var next = 0;
        for (var now = Start; next < test.Expected.Count; now += Tick)
        {
            while (_inputs.TryPeek(out var input, out var due) && due.At <= now)
            {
                _inputs.Dequeue();
                replayer.Take(input);
            }

            replayer.Take(new Tick(now));
            for (; next < test.Expected.Count && Start + test.Expected[next].At <= now; next++)
            {
                unmet.AddRange(Hold(test.Expected[next], replayer));
            }
        }

        return unmet;
    }

    private CareFacts Measured(CareFacts facts) =>
        facts with
        {
            Picture = facts.Picture with
            {
                Verdicts =
                [
                    .. facts.Picture.Verdicts.Where(verdict =>
                        verdict.State != VerdictState.NoData || test.Series.Any(series => series.Feed.Measures(verdict))
                    ),
                ],
            },
        };

    private IEnumerable<Unmet> Hold(Expected expected, Replayer replayer)
    {
        var at = $"at {ShortDuration.Write(expected.At)}";
        if (expected.Series is { } name)
        {
            var verdict = replayer.Verdicts().First(one => one.Series == name);
            if (verdict.State != expected.State)
            {
                yield return new(
                    expected.Place,
                    test.Name,
                    $"{at} {name} is {verdict.State}, not {expected.State}: {verdict.Sentence}"
                );
            }
        }

        if (expected.Proposal is { } wanted && Asked(replayer) is var (word, why) && word != wanted)
        {
            yield return new(
                expected.Place,
                test.Name,
                $"{at} the proposal is {Words(word)}, not {Words(wanted)}: {why}"
            );
        }
    }

    private (ProposalWord Word, string Why) Asked(Replayer replayer) =>
        replayer.State.OpenIncident(file.Environment) switch
        {
            null => (ProposalWord.None, "no incident is open"),
            { Status: IncidentStatus.Investigating, Advice: { } advice } => (ProposalWord.Investigate, advice.Reason),
            { Status: IncidentStatus.Investigating } => (ProposalWord.None, "the incident's facts are still gathered"),
            { Proposal: { } proposal } => (ProposalWord.Rollback, proposal.Reason),
            var other => (ProposalWord.None, $"the incident is {other.Status}"),
        };

    private static string Words(ProposalWord word) => word.ToString().ToLowerInvariant();

    /// <summary>Releases and pointers from before the test; a tag that only the test knows is a plain release.</summary>
    private IEnumerable<JournalEntry> Past()
    {
        var tags = test
            .Options.Lkg.Values.Concat(test.Deployments.Select(one => one.Tag))
            .Distinct(StringComparer.Ordinal);
        foreach (var tag in tags)
        {
            var release = file.Releases.GetValueOrDefault(tag) ?? Plain(tag);
            yield return Entry(Streams.Release(tag), Start, new ReleaseRegistered(release));
        }

        foreach (var (component, tag) in test.Options.Lkg.OrderBy(lkg => lkg.Key))
        {
            yield return Entry(Stream, Start, new LkgPointed(component, tag, "the test"));
        }
    }

    private static Release Plain(string tag) =>
        new(
            tag,
            Start.AddDays(-1),
            Contract: 1,
            Schema: 1,
            WorksWithSchema: [1],
            Coupled: false,
            new Dictionary<Component, Artifact>
            {
                [Component.Api] = new("api", new string('0', 64)),
                [Component.Web] = new("web", new string('0', 64)),
            },
            Migrations: [],
            EvidencePack: "evidence/index.json"
        );

    private string Stream => Streams.Environment(file.Environment);

    private static JournalEntry Entry(string stream, DateTimeOffset at, IEvent happened) =>
        new(Position: 0, stream, Version: 0, at, Actor.Watchdog, happened);

    private void Gather()
    {
        foreach (var deployment in test.Deployments)
        {
            Deploy(deployment);
        }

        foreach (var (at, change) in test.Changes)
        {
            Put(Start + at, new JournalFact(Entry(Stream, Start + at, new ChangeSeen(change))));
        }

        ReadTags();
        foreach (var series in test.Series)
        {
            Feed(series);
        }
    }

    private void Deploy(TestDeployment one)
    {
        var id = FormattableString.Invariant($"test-{_number}");
        var (began, ended) = (Start + one.At, Start + one.At + one.Took);
        Put(began, new JournalFact(Entry(Stream, began, new DeploymentStarted(id, one.Component, one.Tag, one.By))));
        Put(
            ended,
            new JournalFact(
                Entry(Stream, ended, new DeploymentEnded(id, one.Component, one.Tag, one.Succeeded, Detail: ""))
            )
        );
    }

    /// <summary>Every instance answers the tag last deployed, or its LKG; where a test feeds the tag itself, what it says.</summary>
    private void ReadTags()
    {
        var last = test.Expected[^1].At;
        foreach (var instance in test.Options.Instances)
        {
            if (test.Series.Any(series => series.Name == $"tag {instance.Name}"))
            {
                continue;
            }

            for (var at = TimeSpan.Zero; at <= last; at += test.Interval)
            {
                var deployed = test
                    .Deployments.Where(one =>
                        one.Succeeded && one.Component == instance.Component && one.At + one.Took <= at
                    )
                    .MaxBy(one => one.At);
                if ((deployed?.Tag ?? test.Options.Lkg.GetValueOrDefault(instance.Component)) is { } tag)
                {
                    Put(Start + at, new TagRead(Start + at, instance.Name, tag));
                }
            }
        }
    }

    private void Feed(TestSeries series)
    {
        foreach (var input in series.Feed.Before(Start, test.Interval))
        {
            Put(Start, input);
        }

        var at = Start;
        IReadOnlyList<JudgingInput> newest = [];
        foreach (var run in series.Runs)
        {
            for (var i = 0; i < run.Count; i++, at += test.Interval)
            {
                newest = run.Value switch
                {
                    SampleRun.Gap or SampleRun.Stale => newest,
                    _ => [.. series.Feed.Inputs(run.Value, i, at, test.Interval)],
                };
                if (run.Value != SampleRun.Gap)
                {
                    foreach (var input in newest)
                    {
                        Put(input.At > at ? input.At : at, input);
                    }
                }
            }
        }
    }

    private void Put(DateTimeOffset arrives, JudgingInput input) => _inputs.Enqueue(input, (arrives, _number++));
}
