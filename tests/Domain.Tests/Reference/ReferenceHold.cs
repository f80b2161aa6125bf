using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Tests.Reference;

/// <summary>Hold, pause and recovery of one series, from all its ticks.</summary>
internal sealed class ReferenceHold(TriggerPolicy policy, bool longer)
{
    private readonly List<(DateTimeOffset At, Measured Measured)> _ticks = [];
    private DateTimeOffset? _onset;
    private DateTimeOffset _pendingSince;
    private DateTimeOffset? _goodSince;
    private bool _breached;

    /// <param name="reading">Of this tick.</param>
    /// <param name="now">The tick.</param>
    /// <param name="deploying">Whether a deployment covers it.</param>
    /// <param name="from">The end of the newest deployment: no onset is dated before it.</param>
    public VerdictState Step(Reading reading, DateTimeOffset now, bool deploying, DateTimeOffset from)
    {
        _ticks.Add((now, reading.Measured));
        if (_breached)
        {
            return deploying || reading.Measured != Measured.Yes || reading.Bad ? StillBreached() : Recover(now);
        }

        if (deploying)
        {
            _onset = null;
            return VerdictState.Deploying;
        }

        if (reading.Measured != Measured.Yes)
        {
            return Enum.Parse<VerdictState>($"{reading.Measured}");
        }

        if (!reading.Bad)
        {
            _onset = null;
            return VerdictState.Healthy;
        }

        var onset = reading.Onset is { } known && known > from ? known : from;
        onset = reading.Onset is null ? now : onset;
        _pendingSince = _onset is null ? now : _pendingSince;
        _onset = _onset < onset ? _onset : onset;
        var held = Held(_onset.Value);
        _breached = longer ? held > policy.HoldFor : held >= policy.HoldFor;
        return _breached ? VerdictState.Breached : VerdictState.Pending;
    }

    private VerdictState StillBreached()
    {
        _goodSince = null;
        return VerdictState.Breached;
    }

    private VerdictState Recover(DateTimeOffset now)
    {
        _goodSince ??= now;
        if (now - _goodSince < policy.RecoverFor)
        {
            return VerdictState.Recovering;
        }

        (_breached, _onset, _goodSince) = (false, null, null);
        return VerdictState.Healthy;
    }

    /// <summary>
    /// Every span between two ticks that could judge since it is pending; and before, from the onset, but not across a
    /// time without data.
    /// </summary>
    private TimeSpan Held(DateTimeOffset onset)
    {
        foreach (var (_, sees) in Spans().Where(two => two.From.Measured is Measured.NoData or Measured.ProbeError))
        {
            onset = sees.At <= _pendingSince && sees.At > onset ? sees.At : onset;
        }

        var held = _pendingSince - onset;
        foreach (var (one, next) in Spans().Where(two => two.From.At >= _pendingSince))
        {
            if (one.Measured == Measured.Yes && next.Measured == Measured.Yes)
            {
                held += next.At - one.At;
            }
        }

        return held;
    }

    private IEnumerable<(
        (DateTimeOffset At, Measured Measured) From,
        (DateTimeOffset At, Measured Measured) To
    )> Spans() => _ticks.Zip(_ticks.Skip(1));
}
