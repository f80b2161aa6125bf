namespace Mcpx.Domain.Signals;

/// <summary>
/// Opens an outage at three failing samples in a row, dated at the first of them, and closes it at two good ones in a
/// row, so that a single lost probe is neither an outage nor a recovery.
/// </summary>
public sealed class OutageMachine
{
    /// <summary>Failing samples in a row that open an outage.</summary>
    public const int OpensAfter = 3;

    /// <summary>Good samples in a row that close it.</summary>
    public const int ClosesAfter = 2;

    private int _failed;
    private int _good;
    private DateTimeOffset _firstFailure;
    private bool _any;

    /// <summary>When the open outage began; null while there is none.</summary>
    public DateTimeOffset? OpenSince { get; private set; }

    /// <summary>Whether the newest samples are at least <see cref="ClosesAfter"/> good ones in a row.</summary>
    public bool Settled => _good >= ClosesAfter;

    /// <summary>The newest sample at which two good ones in a row were complete; null before there were any.</summary>
    public DateTimeOffset? SettledAt { get; private set; }

    /// <summary>
    /// Whether samples began with a failure and neither opened an outage nor settled yet: after a restart an outage may be
    /// going on, so that this is no good reading.
    /// </summary>
    public bool Undecided { get; private set; }

    /// <summary>Takes the next sample.</summary>
    /// <param name="at">The sample's time.</param>
    /// <param name="failed">Whether it failed.</param>
    /// <returns>Whether it opened an outage.</returns>
    public bool Add(DateTimeOffset at, bool failed)
    {
        Undecided = _any ? Undecided : failed;
        _any = true;
        if (failed)
        {
            _good = 0;
            if (_failed++ == 0)
            {
                _firstFailure = at;
            }

            if (_failed < OpensAfter)
            {
                return false;
            }

            Undecided = false;
            var opens = OpenSince is null;
            OpenSince ??= _firstFailure;
            return opens;
        }

        _failed = 0;
        if (++_good >= ClosesAfter)
        {
            (OpenSince, Undecided, SettledAt) = (null, false, at);
        }

        return false;
    }

    /// <summary>Forgets everything, as at the end of a deployment: no onset is dated before it.</summary>
    public void Clear() => Become(new());

    /// <summary>Takes over all that another one knows.</summary>
    internal void Become(OutageMachine other)
    {
        (_failed, _good, _firstFailure, _any) = (other._failed, other._good, other._firstFailure, other._any);
        (OpenSince, SettledAt, Undecided) = (other.OpenSince, other.SettledAt, other.Undecided);
    }
}
