using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Live;
using Mcpx.Domain.Releases;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Replay;

/// <summary>
/// Carries the replay's incident on as the watchdog does. Artifacts count as present with the digests that their releases
/// registered; people do nothing.
/// </summary>
/// <param name="environment">The environment replayed.</param>
/// <param name="journal">Where the steps are written.</param>
/// <param name="next">How an incident is carried on.</param>
internal sealed class ReplayCare(string environment, ReplayJournal journal, Func<CareFacts, CareStep?> next)
{
    private const int MostSteps = 20;
    private readonly Dictionary<string, (string Tag, DateTimeOffset At)> _tags = new(StringComparer.Ordinal);

    /// <summary>An instance said which release it runs.</summary>
    public void Learn(TagRead tag) => _tags[tag.Instance] = (tag.Tag, tag.At);

    /// <summary>Takes steps until none is left; returns what was appended, in order.</summary>
    public IReadOnlyList<JournalEntry> Run(
        EnvironmentOptions options,
        IReadOnlyList<Verdict> verdicts,
        DateTimeOffset now
    )
    {
        var appended = new List<JournalEntry>();
        for (var i = 0; i < MostSteps; i++)
        {
            var state = journal.State;
            var picture = new LivePicture(environment, now, state.Position, verdicts, Instances(options));
            if (next(new(environment, state, picture, options, Findings(), now)) is not { } step)
            {
                break;
            }

            var events = journal.Execute(step, now);
            if (events.Count == 0)
            {
                // It was refused: the same facts would only ask for the same again.
                break;
            }

            appended.AddRange(events);
        }

        return appended;
    }

    private List<LiveInstance> Instances(EnvironmentOptions options) =>
        options
            .Instances.Select(instance =>
                _tags.TryGetValue(instance.Name, out var read)
                    ? new LiveInstance(instance.Name, instance.Component, read.Tag, read.At)
                    : new LiveInstance(instance.Name, instance.Component, Tag: null, TagReadAt: null)
            )
            .ToList();

    private List<ArtifactFinding> Findings() =>
        journal
            .State.Environment(environment)
            .Lkg.Select(lkg => new ArtifactFinding(
                lkg.Key,
                journal.State.Releases.GetValueOrDefault(lkg.Value)?.Artifacts.GetValueOrDefault(lkg.Key)?.Sha256
            ))
            .ToList();
}
