using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Live;
using Mcpx.Domain.Releases;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Replay;

/// <summary>
/// Judges and decides a recording again: the same inputs give the same timeline, bit for bit. Artifacts count as present
/// with the digests that their releases registered, and no person approves, rejects or closes anything.
/// </summary>
/// <param name="environment">The environment recorded.</param>
/// <param name="care">How an incident is carried on; <see cref="IncidentCare.Next"/> unless a test says otherwise.</param>
public sealed class Replayer(string environment, Func<CareFacts, CareStep?>? care = null)
{
    private const int MostSteps = 20;
    private readonly Func<CareFacts, CareStep?> _care = care ?? IncidentCare.Next;
    private readonly ReplayJournal _journal = new(environment);
    private readonly List<JudgingInput> _waiting = [];
    private readonly List<JournalEntry> _decided = [];
    private readonly List<ReplayEntry> _entries = [];
    private readonly Dictionary<string, (string Tag, DateTimeOffset At)> _tags = new(StringComparer.Ordinal);
    private EnvironmentOptions _options = new();
    private EnvironmentJudge? _judge;
    private IReadOnlyList<Verdict> _seen = [];
    private DateTimeOffset? _investigateAt;
    private DateTimeOffset? _last;
    private long _changes;

    /// <summary>The journal as the replay has it.</summary>
    public JournalState State => _journal.State;

    /// <summary>Ticks judged.</summary>
    public long Ticks { get; private set; }

    /// <summary>The time of the first tick; null before it.</summary>
    public DateTimeOffset? From { get; private set; }

    /// <summary>The time of the latest tick; null before the first.</summary>
    public DateTimeOffset? Until => _last;

    /// <summary>What every series says as of the latest tick.</summary>
    public IReadOnlyList<Verdict> Verdicts() => _judge?.Verdicts() ?? [];

    /// <summary>Takes the next input; only ticks lead to anything.</summary>
    /// <returns>What happened, valid until the next call.</returns>
    /// <exception cref="FormatException">The input cannot stand here.</exception>
    public IReadOnlyList<ReplayEntry> Take(JudgingInput input)
    {
        _entries.Clear();
        switch (input)
        {
            case Tick tick:
                Judge(tick.At);
                break;
            case Configured configured:
                Begin(configured);
                break;
            case Restored restored:
                Judging.Restore(restored.Verdicts, restored.At);
                _seen = restored.Verdicts;
                break;
            case Known known:
                _journal.Take(known.Entry);
                break;
            case JournalFact fact when !RecordedFacts.Belongs(environment, fact.Entry):
                break;
            default:
                _waiting.Add(input);
                break;
        }

        return _entries;
    }

    private EnvironmentJudge Judging =>
        _judge ?? throw new FormatException("No configuration stands before the first input.");

    private void Begin(Configured configured)
    {
        var errors = new List<ConfigurationError>();
        EnvironmentValidator.Check(
            errors,
            environment,
            environment,
            configured.Options,
            [.. configured.Options.Lkg.Values]
        );
        if (errors.Count > 0)
        {
            throw new FormatException($"The configuration is wrong: {string.Join("; ", errors)}.");
        }

        _waiting.Clear();
        _decided.Clear();
        _journal.Configure(configured);
        _options = configured.Options;
        _judge = new(environment, _options);
        (_seen, _investigateAt, _changes) = (_judge.Verdicts(), null, -1);
        if (State.OpenIncident(environment) is { } open)
        {
            // A watchdog that starts reads in the journal that an incident is open.
            _decided.Add(_journal.Began(open));
        }
    }

    private void Judge(DateTimeOffset now)
    {
        if (now < _last)
        {
            throw new FormatException("This tick is earlier than the one before.");
        }

        var judge = Judging;
        foreach (var entry in _decided)
        {
            judge.Take(new JournalFact(entry), now);
        }

        _decided.Clear();
        foreach (var input in _waiting)
        {
            Learn(input);
            judge.Take(input, now);
        }

        _waiting.Clear();
        judge.Tick(now);
        (From, _last, Ticks) = (From ?? now, now, Ticks + 1);
        if (HasChanged(judge) || State.Environment(environment).OpenIncident is not null || now >= _investigateAt)
        {
            Look(judge.Verdicts(), now);
        }
    }

    private void Learn(JudgingInput input)
    {
        switch (input)
        {
            case JournalFact fact:
                _journal.Take(fact.Entry);
                break;
            case TagRead tag:
                _tags[tag.Instance] = (tag.Tag, tag.At);
                break;
            default:
                break;
        }
    }

    /// <summary>Whether any word is another than at the tick before: only then the verdicts are worth reading in full.</summary>
    private bool HasChanged(EnvironmentJudge judge)
    {
        var before = _changes;
        _changes = judge.Changes;
        return _changes != before;
    }

    private void Look(IReadOnlyList<Verdict> verdicts, DateTimeOffset now)
    {
        for (var i = 0; i < verdicts.Count; i++)
        {
            var before = Before(verdicts[i], i);
            if (before != verdicts[i].State)
            {
                _entries.Add(new VerdictTurned(now, verdicts[i], before));
            }
        }

        _seen = verdicts;
        _investigateAt = InvestigateAt(verdicts);
        Care(verdicts, now);
    }

    /// <summary>Series stand in a fixed order, but one may be added where the first sample makes it.</summary>
    private VerdictState Before(Verdict verdict, int index)
    {
        var before =
            index < _seen.Count && IsSame(_seen[index], verdict)
                ? _seen[index]
                : _seen.FirstOrDefault(known => IsSame(known, verdict));
        return before?.State ?? VerdictState.NoData;
    }

    private static bool IsSame(Verdict one, Verdict other) =>
        one.Component == other.Component
        && one.Trigger == other.Trigger
        && one.Instance == other.Instance
        && one.Part == other.Part;

    /// <summary>When missing data leads to an incident although no word changes; null while nothing is missing.</summary>
    private DateTimeOffset? InvestigateAt(IReadOnlyList<Verdict> verdicts)
    {
        DateTimeOffset? first = null;
        foreach (var verdict in verdicts)
        {
            if (
                verdict.State == VerdictState.NoData
                && _options.Triggers.Of(verdict.Trigger).InvestigateAfter is var after
                && after > TimeSpan.Zero
                && !(verdict.Since + after >= first)
            )
            {
                first = verdict.Since + after;
            }
        }

        return first;
    }

    private void Care(IReadOnlyList<Verdict> verdicts, DateTimeOffset now)
    {
        for (var i = 0; i < MostSteps; i++)
        {
            var picture = new LivePicture(environment, now, State.Position, verdicts, Instances());
            if (_care(new(environment, State, picture, _options, Findings(), now)) is not { } step)
            {
                return;
            }

            var appended = _journal.Execute(step, now);
            if (appended.Count == 0)
            {
                // It was refused: the same facts would only ask for the same again.
                return;
            }

            foreach (var entry in appended)
            {
                if (entry.Stream == Streams.Incident(step.Incident))
                {
                    _entries.Add(Moved(step.Incident, entry));
                }
                else
                {
                    _decided.Add(entry);
                }
            }
        }
    }

    private static IncidentMoved Moved(string incident, JournalEntry entry) =>
        new(
            entry.At,
            incident,
            entry.Event,
            TimelineWords.Of([entry]) is [var line] ? line.Text : entry.Event.GetType().Name
        );

    private List<LiveInstance> Instances() =>
        _options
            .Instances.Select(instance =>
                _tags.TryGetValue(instance.Name, out var read)
                    ? new LiveInstance(instance.Name, instance.Component, read.Tag, read.At)
                    : new LiveInstance(instance.Name, instance.Component, Tag: null, TagReadAt: null)
            )
            .ToList();

    private List<ArtifactFinding> Findings() =>
        State
            .Environment(environment)
            .Lkg.Select(lkg => new ArtifactFinding(
                lkg.Key,
                State.Releases.GetValueOrDefault(lkg.Value)?.Artifacts.GetValueOrDefault(lkg.Key)?.Sha256
            ))
            .ToList();
}
