using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Releases;
using Mcpx.Domain.Signals;

namespace Mcpx.Watchdog.Replay.ThresholdTests;

/// <summary>What a test tells, as the inputs of judging.</summary>
/// <param name="file">The file it stands in.</param>
/// <param name="test">The test.</param>
internal sealed class TestStory(ThresholdTestFile file, ThresholdTest test)
{
    private readonly PriorityQueue<JudgingInput, (DateTimeOffset At, int Number)> _inputs = new();
    private int _number;

    /// <summary>Releases and pointers from before the test; a tag that only the test knows is a plain release.</summary>
    public IEnumerable<JournalEntry> Past()
    {
        var tags = test
            .Options.Lkg.Values.Concat(test.Deployments.Select(one => one.Tag))
            .Distinct(StringComparer.Ordinal);
        foreach (var tag in tags)
        {
            var release = file.Releases.GetValueOrDefault(tag) ?? Plain(tag);
            yield return Entry(Streams.Release(tag), TestRun.Start, new ReleaseRegistered(release));
        }

        foreach (var (component, tag) in test.Options.Lkg.OrderBy(lkg => lkg.Key))
        {
            yield return Entry(Stream, TestRun.Start, new LkgPointed(component, tag, "the test"));
        }
    }

    private static Release Plain(string tag) =>
        new(
            tag,
            TestRun.Start.AddDays(-1),
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

    /// <summary>Everything that is measured and happens, by the time at which it arrives.</summary>
    public PriorityQueue<JudgingInput, (DateTimeOffset At, int Number)> Inputs()
    {
        foreach (var deployment in test.Deployments)
        {
            Deploy(deployment);
        }

        foreach (var (at, change) in test.Changes)
        {
            Put(TestRun.Start + at, new JournalFact(Entry(Stream, TestRun.Start + at, new ChangeSeen(change))));
        }

        ReadTags();
        foreach (var series in test.Series)
        {
            Feed(series);
        }

        return _inputs;
    }

    private void Deploy(TestDeployment one)
    {
        var id = FormattableString.Invariant($"test-{_number}");
        var (began, ended) = (TestRun.Start + one.At, TestRun.Start + one.At + one.Took);
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
                    Put(TestRun.Start + at, new TagRead(TestRun.Start + at, instance.Name, tag));
                }
            }
        }
    }

    private void Feed(TestSeries series)
    {
        foreach (var input in series.Feed.Before(TestRun.Start, test.Interval))
        {
            Put(TestRun.Start, input);
        }

        var at = TestRun.Start;
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
