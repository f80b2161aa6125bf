using Mcpx.Domain.Incidents;
using Mcpx.Domain.Replay;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;
using Mcpx.Watchdog.Yaml;

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

    /// <summary>Runs it.</summary>
    /// <returns>What does not hold.</returns>
    public IReadOnlyList<Unmet> Run()
    {
        var replayer = new Replayer(file.Environment, facts => IncidentCare.Next(Measured(facts)));
        replayer.Take(new Configured(Start, test.Options));
        var story = new TestStory(file, test);
        foreach (var known in story.Past())
        {
            replayer.Take(new Known(known));
        }

        var inputs = story.Inputs();
        var unmet = new List<Unmet>();
        var next = 0;
        for (var now = Start; next < test.Expected.Count; now += Tick)
        {
            while (inputs.TryPeek(out var input, out var due) && due.At <= now)
            {
                inputs.Dequeue();
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
}
