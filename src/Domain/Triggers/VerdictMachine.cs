namespace Mcpx.Domain.Triggers;

/// <summary>
/// Turns readings into verdicts for one series. The rules of semantics.md: missing data pauses a pending hold and never
/// resolves a breach; recovery is good readings on end; a bad one in between goes back without a new breach; a deployment
/// drops what was pending and keeps what was breached.
/// </summary>
public sealed class VerdictMachine(Hold hold)
{
    private TimeSpan _held;
    private DateTimeOffset? _lastTick;
    private bool _lastBad;
    private TimeSpan _good;
    private DateTimeOffset? _downSince;
    private DateTimeOffset? _upSince;
    private bool _lastBlank;
    private DateTimeOffset _blankUntil;
    private DateTimeOffset _heldFrom;
    private DateTimeOffset _heldAfter;

    /// <summary>The latest verdict.</summary>
    public VerdictState State { get; private set; } = VerdictState.NoData;

    /// <summary>Since when <see cref="State"/> holds.</summary>
    public DateTimeOffset Since { get; private set; }

    /// <summary>When the condition behind a pending or breached verdict began.</summary>
    public DateTimeOffset? Onset { get; private set; }

    /// <summary>When it became a breach; null while there is none.</summary>
    public DateTimeOffset? BreachedAt { get; private set; }

    /// <summary>How long the condition has held, without the time in which we could not judge.</summary>
    public TimeSpan Held => _held;

    /// <summary>When it would breach if nothing changes; null unless pending.</summary>
    public DateTimeOffset? BreachesAt =>
        State == VerdictState.Pending && _lastTick is { } tick ? tick + (hold.For - _held) : null;

    /// <summary>Judges one tick.</summary>
    /// <param name="reading">What was measured.</param>
    /// <param name="now">The tick's time; never earlier than the last one's.</param>
    /// <param name="deploying">Whether a deployment on the component is under way.</param>
    public VerdictState Step(in Reading reading, DateTimeOffset now, bool deploying)
    {
        var passed = _lastTick is { } last ? now - last : TimeSpan.Zero;
        _upSince ??= now;
        _blankUntil = _lastBlank ? now : _blankUntil;
        Enter(
            BreachedAt is not null
                ? StepBreached(reading, passed, deploying)
                : StepUnbroken(reading, now, passed, deploying),
            now
        );
        _lastTick = now;
        _lastBad = reading is { Measured: Measured.Yes, Bad: true };
        _lastBlank = reading.Measured is Measured.NoData or Measured.ProbeError;
        return State;
    }

    /// <summary>
    /// Takes over what a watchdog before this one knew. A pending hold continues over the downtime only if the first
    /// reading after it is bad again; a breach stays one until readings end it.
    /// </summary>
    /// <param name="onset">When the condition began.</param>
    /// <param name="held">How long it had held when it was written down.</param>
    /// <param name="asOf">When it was written down.</param>
    /// <param name="breachedAt">When it became a breach; null when it was pending.</param>
    public void Restore(DateTimeOffset onset, TimeSpan held, DateTimeOffset asOf, DateTimeOffset? breachedAt)
    {
        (Onset, _held, _downSince, _upSince, BreachedAt) = (onset, held, asOf, null, breachedAt);
        (State, Since) = (breachedAt is null ? VerdictState.Pending : VerdictState.Breached, breachedAt ?? onset);
    }

    private VerdictState StepBreached(in Reading reading, TimeSpan passed, bool deploying)
    {
        // What a deployment shows is no recovery either: it keeps the breach, and recovery begins after it.
        if (deploying || reading.Measured != Measured.Yes || reading.Bad)
        {
            _good = TimeSpan.Zero;
            return VerdictState.Breached;
        }

        _good = State == VerdictState.Recovering ? _good + passed : TimeSpan.Zero;
        if (_good < hold.RecoverFor)
        {
            return VerdictState.Recovering;
        }

        Forget();
        return VerdictState.Healthy;
    }

    private VerdictState StepUnbroken(in Reading reading, DateTimeOffset now, TimeSpan passed, bool deploying)
    {
        if (deploying)
        {
            Forget();
            return VerdictState.Deploying;
        }

        if (reading.Measured != Measured.Yes)
        {
            return Word(reading.Measured);
        }

        if (!reading.Bad)
        {
            Forget();
            return VerdictState.Healthy;
        }

        if (Onset is null)
        {
            (Onset, _heldFrom, _heldAfter, _held) = (now, now, _blankUntil, TimeSpan.Zero);
            DateBack(reading.Onset);
        }
        else if (_downSince is { } down)
        {
            // The downtime counts, and what the reading itself dates back to; blind time after the restart does not.
            var up = _upSince ?? now;
            var from = reading.Onset ?? now;
            _held += up - down + (now - (from > up ? from : up));
        }
        else if (_lastBad)
        {
            _held += passed;
            DateBack(reading.Onset);
        }

        _downSince = null;

        if (!hold.Reached(_held))
        {
            return VerdictState.Pending;
        }

        BreachedAt = now;
        return VerdictState.Breached;
    }

    /// <summary>A reading may know that the condition is older. It counts from there, but not across a time without data.</summary>
    private void DateBack(DateTimeOffset? onset)
    {
        Onset = onset < Onset ? onset : Onset;
        var from = onset > _heldAfter ? onset : _heldAfter;
        if (onset is not null && from < _heldFrom)
        {
            _held += _heldFrom - from.Value;
            _heldFrom = from.Value;
        }
    }

    private void Enter(VerdictState state, DateTimeOffset now)
    {
        if (state != State || Since == default)
        {
            (State, Since) = (state, now);
        }
    }

    private void Forget() =>
        (Onset, BreachedAt, _downSince, _held, _good) = (null, null, null, TimeSpan.Zero, TimeSpan.Zero);

    private static VerdictState Word(Measured measured) =>
        measured switch
        {
            Measured.ProbeError => VerdictState.ProbeError,
            Measured.NotEnoughSamples => VerdictState.NotEnoughSamples,
            _ => VerdictState.NoData,
        };
}
