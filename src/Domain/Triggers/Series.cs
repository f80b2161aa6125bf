using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Triggers;

/// <summary>
/// One trigger over one instance, endpoint or component: its window, its machine, its words. A sample that leaves a healthy
/// series healthy is judged where it comes; anything else at the next tick, and when its reading changes by itself. In
/// between a tick costs one comparison.
/// </summary>
/// <param name="trigger">One of <see cref="TriggerNames"/>.</param>
/// <param name="component">The component it speaks of.</param>
/// <param name="instance">The instance, or null for the component as a whole.</param>
/// <param name="part">What of the instance; null where there is only one.</param>
/// <param name="policy">What the trigger declares.</param>
public abstract class Series(string trigger, Component component, string? instance, string? part, TriggerPolicy policy)
{
    /// <summary>Due at the next tick.</summary>
    private const long AtOnce = 0;

    private readonly Hold _hold = policy.Hold;
    private readonly VerdictMachine _machine = new(policy.Hold);
    private Reading _reading = Reading.Missing(Measured.NoData);
    private DateTimeOffset? _unmeasuredSince;
    private Verdict? _verdict;
    private long[] _due = [AtOnce];
    private int _place;

    /// <summary>One of <see cref="TriggerNames"/>.</summary>
    public string Trigger => trigger;

    /// <summary>The component it speaks of.</summary>
    public Component Component => component;

    /// <summary>The instance; null for the component as a whole.</summary>
    public string? Instance => instance;

    /// <summary>What of the instance; null where there is only one.</summary>
    public string? PartName => part;

    /// <summary>The latest word.</summary>
    public VerdictState State => _machine.State;

    /// <summary>Whether there was a reading at the last tick.</summary>
    public Measured Measured => _reading.Measured;

    /// <summary>What was measured at the last judging; null when nothing was.</summary>
    public long? Value => ValueOf(_reading);

    /// <summary>
    /// Whether a deployment on its component, or our own blindness, holds it back. Parity and security are not held back: their
    /// newest run counts, whatever came after it.
    /// </summary>
    public virtual bool HeldBack => true;

    /// <summary>When it has to be judged again though nothing arrives, UTC ticks.</summary>
    public long DueAt
    {
        get => _due[_place];
        private set => _due[_place] = value;
    }

    /// <summary>Judged after this one, and anew when this one begins or ceases to be measured; null where nobody asks.</summary>
    internal Series? Follower { get; set; }

    /// <summary>How the others of its kind fare; set by the judge, which knows them.</summary>
    public Func<Series, string?>? Peers { get; set; }

    /// <summary>What the value is held against.</summary>
    protected abstract long Limit { get; }

    /// <summary>Unit of value and limit.</summary>
    protected abstract Unit Unit { get; }

    /// <summary>Who is meant, in a sentence.</summary>
    protected virtual string Subject => instance ?? $"{component}, all instances";

    /// <summary>What of it, in a sentence.</summary>
    protected string Part => part ?? "";

    /// <summary>Judges one tick without allocating.</summary>
    /// <param name="now">The tick's time.</param>
    /// <param name="deploying">Whether a deployment on the component is under way.</param>
    /// <param name="blind">Whether we are blind ourselves.</param>
    public VerdictState Step(DateTimeOffset now, bool deploying, bool blind = false)
    {
        _verdict = null;
        var before = _reading.Measured;
        _reading = Read(now, new(deploying, blind));
        if (blind && HeldBack)
        {
            // What the windows still hold is from the last moments of our sight: nothing is held against anybody for it.
            _reading = Reading.Missing(Measured.ProbeError);
        }

        if (_reading.Measured != before)
        {
            Follower?.Touch();
        }

        _unmeasuredSince = _reading.Measured == Measured.Yes ? null : _unmeasuredSince ?? now;
        var state = _machine.Step(_reading, now, deploying && HeldBack);
        DueAt = state is VerdictState.Healthy || _reading.Measured != Measured.Yes ? NextChange(now) : AtOnce;
        return state;
    }

    /// <summary>Has it judged at the next tick.</summary>
    public void Touch() => DueAt = AtOnce;

    /// <summary>Keeps <see cref="DueAt"/> in a list of many, so that a tick walks through numbers and not through memory.</summary>
    internal void KeepDueIn(long[] due, int place) => (due[place], _due, _place) = (DueAt, due, place);

    /// <summary>Starts with empty windows, as at the end of a deployment.</summary>
    public abstract void Clear(DateTimeOffset now);

    /// <summary>Takes over what was known before a restart; see <see cref="VerdictMachine.Restore"/>.</summary>
    public void Restore(Verdict known, DateTimeOffset asOf)
    {
        // A hold that was paused by missing data has an onset too, whatever its word was.
        if (known.Onset is { } onset)
        {
            _machine.Restore(onset, known.Held, asOf, known.IsBroken ? known.Since : null);
            _verdict = null;
        }
    }

    /// <summary>The verdict in full as of the last judging.</summary>
    /// <param name="now">The latest tick, for figures that grow by themselves; null shows them as of the last judging.</param>
    public Verdict Verdict(DateTimeOffset? now = null)
    {
        var shown = Shown(_reading, now);
        var value = ValueOf(shown);
        return _verdict is { } known && known.Value == value && known.Total == shown.Total
            ? known
            : _verdict = Verdict(shown, value);
    }

    private Verdict Verdict(in Reading shown, long? value) =>
        new(
            trigger,
            component,
            instance,
            part,
            _machine.State,
            _machine.Since,
            _machine.Onset,
            _machine.Held,
            _hold.For,
            value,
            Limit,
            Unit,
            shown.Total,
            shown.Failed,
            _machine.BreachesAt,
            Sentence(_machine.State, shown)
        )
        {
            Severity = policy.Severity,
            Peers = _machine.State is VerdictState.Pending or VerdictState.Breached ? Peers?.Invoke(this) : null,
            UnmeasuredSince = _unmeasuredSince,
        };

    /// <summary>
    /// Something came. Where all is well and stays so, that is found out here, while the window is at hand, and the next
    /// tick has nothing to do; else the tick judges.
    /// </summary>
    protected void Came(DateTimeOffset now)
    {
        if (State == VerdictState.Healthy && Read(now, default) is { Measured: Measured.Yes, Bad: false } reading)
        {
            StayWell(reading, NextChange(now));
        }
        else
        {
            Touch();
        }
    }

    /// <summary>A healthy series goes on with this reading, until then, unless it is due already.</summary>
    protected void StayWell(in Reading reading, long until)
    {
        (_reading, _verdict) = (reading, null);
        StayWell(until);
    }

    /// <summary>A healthy series goes on as it is.</summary>
    protected void StayWell(long until) => DueAt = DueAt == AtOnce ? AtOnce : until;

    /// <summary>What people see of a reading: figures that decide nothing may wait for them.</summary>
    protected virtual Reading Shown(in Reading reading, DateTimeOffset? now) => reading;

    /// <summary>What is measured now.</summary>
    protected abstract Reading Read(DateTimeOffset now, Circumstances around);

    /// <summary>When the reading changes though nothing arrives, UTC ticks: a sample leaves, a limit is crossed.</summary>
    protected abstract long NextChange(DateTimeOffset now);

    /// <summary>One sentence for a person about a reading that exists.</summary>
    protected abstract string Describe(in Reading reading);

    /// <summary>Why there is too little to judge.</summary>
    protected virtual string TooLittle(in Reading reading) =>
        $"{Subject}: only {reading.Total} in the window, too few to judge";

    private static long? ValueOf(in Reading reading) => reading.Measured == Measured.Yes ? reading.Value : null;

    private string Sentence(VerdictState state, in Reading reading) =>
        (state, reading.Measured) switch
        {
            (VerdictState.Deploying, _) => $"{Subject}: a deployment is under way",
            (_, Measured.Yes) => Describe(reading),
            (VerdictState.Breached, _) => $"{Subject}: breached, and {Part}{(part is null ? "" : " ")}not measured "
                + (_unmeasuredSince is { } since ? $"since {Words.Time(since)}" : "yet since the restart"),
            (_, Measured.NotEnoughSamples) => TooLittle(reading),
            (_, Measured.ProbeError) => $"{Subject}: the watchdog is blind",
            _ => $"{Subject}: nothing measured in the window",
        };
}
