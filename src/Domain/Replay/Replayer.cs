using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Replay;

/// <summary>
/// Judges and decides a recording again: the same inputs give the same timeline, bit for bit. Artifacts count as present
/// with the digests that their releases registered, and no person approves, rejects or closes anything.
/// </summary>
public sealed class Replayer
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);
    private readonly ReplayJournal _journal;
    private readonly ReplayCare _care;
    private readonly List<JudgingInput> _waiting = [];
    private readonly List<JournalEntry> _decided = [];
    private readonly List<ReplayEntry> _entries = [];
    private readonly string _environment;
    private EnvironmentOptions _options = new();
    private EnvironmentJudge? _judge;
    private VerdictWords _words;
    private DateTimeOffset _lookedAt;
    private bool _learnt;
    private long _changes;

    /// <param name="environment">The environment recorded.</param>
    /// <param name="care">How an incident is carried on; <see cref="IncidentCare.Next"/> unless a test says otherwise.</param>
    public Replayer(string environment, Func<CareFacts, CareStep?>? care = null)
    {
        _environment = environment;
        _journal = new(environment);
        _care = new(environment, _journal, care ?? IncidentCare.Next);
        _words = new(_options, []);
    }

    /// <summary>The journal as the replay has it.</summary>
    public JournalState State => _journal.State;

    /// <summary>Ticks judged.</summary>
    public long Ticks { get; private set; }

    /// <summary>The time of the first tick; null before it.</summary>
    public DateTimeOffset? From { get; private set; }

    /// <summary>The time of the latest tick; null before the first.</summary>
    public DateTimeOffset? Until { get; private set; }

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
                _words = new(_options, restored.Verdicts);
                break;
            case Known known:
                _journal.Take(known.Entry);
                break;
            case JournalFact fact when !RecordedFacts.Belongs(_environment, fact.Entry):
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
            _environment,
            _environment,
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
        _judge = new(_environment, _options);
        (_words, _changes) = (new(_options, _judge.Verdicts()), -1);
        if (State.OpenIncident(_environment) is { } open)
        {
            // A watchdog that starts reads in the journal that an incident is open.
            _decided.Add(_journal.Began(open));
        }
    }

    private void Judge(DateTimeOffset now)
    {
        if (now < Until)
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
        (From, Until, Ticks) = (From ?? now, now, Ticks + 1);
        if (HasChanged(judge) || IsDue(now))
        {
            Look(judge.Verdicts(), now);
        }
    }

    /// <summary>
    /// Whether decisions may go on although no word changed: at a new fact, when missing data is missing for too long, and
    /// every second of an open incident.
    /// </summary>
    private bool IsDue(DateTimeOffset now) =>
        (_lookedAt < _words.InvestigateAt && now >= _words.InvestigateAt)
        || (
            (State.Environment(_environment).OpenIncident is not null || now >= _words.InvestigateAt)
            && (_learnt || now - _lookedAt >= LookEvery)
        );

    private void Learn(JudgingInput input)
    {
        if (input is JournalFact fact)
        {
            _journal.Take(fact.Entry);
            _learnt = true;
        }
        else if (input is TagRead tag)
        {
            _care.Learn(tag);
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
        (_lookedAt, _learnt) = (now, false);
        _entries.AddRange(_words.Take(verdicts, now));
        foreach (var entry in _care.Run(_options, verdicts, now))
        {
            if (entry.Stream == Streams.Environment(_environment))
            {
                _decided.Add(entry);
            }
            else
            {
                _entries.Add(Moved(entry));
            }
        }
    }

    private static IncidentMoved Moved(JournalEntry entry) =>
        new(
            entry.At,
            entry.Stream[(entry.Stream.IndexOf('/') + 1)..],
            entry.Event,
            TimelineWords.Of([entry]) is [var line] ? line.Text : entry.Event.GetType().Name
        );
}
