namespace Mcpx.Dashboard.Components.Pages.Sse;

/// <summary>
/// One stream's signs of life over a span, worked out from its readings: a reading says how long ago the last byte came, so
/// a sign lies at its time minus its value. Time without a reading is blind, never silent and never well.
/// </summary>
/// <param name="span">How far back it reaches.</param>
public sealed class HeartbeatTrack(TimeSpan span)
{
    /// <summary>From a second on a silence is read in whole seconds; below it is exact.</summary>
    private const long Whole = 1_000;

    /// <summary>What two readings of one sign may differ by where they are rounded, in milliseconds, and a bit.</summary>
    private const long Jitter = 1_500;

    /// <summary>What two exact readings of one sign may differ by.</summary>
    private const long Slack = 50;

    /// <summary>Readings come every second; when they stay away this long nobody looked.</summary>
    private const long Hole = 5_000;

    // More signs than this in a strip are a grey bar: those closer together are drawn as one.
    private const int Most = 450;

    private readonly List<Piece> _pieces = [];
    private readonly long _apart = Math.Max(Whole, (long)span.TotalMilliseconds / Most);
    private long? _newest;
    private long _silence;

    /// <summary>Time of the newest reading taken; null before the first.</summary>
    public DateTimeOffset? Newest => _newest is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;

    /// <summary>From each sign to the next, and blind times, oldest first, in Unix milliseconds; the last may be open.</summary>
    public IReadOnlyList<Piece> Pieces => _pieces;

    /// <summary>Takes the next reading; older ones than the newest are left out.</summary>
    /// <param name="at">When it was taken.</param>
    /// <param name="silence">How long no byte had come, in milliseconds; null when nothing was measured.</param>
    public void Add(DateTimeOffset at, long? silence)
    {
        var time = at.ToUnixTimeMilliseconds();
        if (time <= _newest)
        {
            return;
        }

        if (_newest is { } before && time - before > Hole)
        {
            Blind(before, time);
        }

        _newest = time;
        if (silence is not { } value)
        {
            Blind(time, time);
            return;
        }

        var sign = time - Math.Max(0, value);
        var shrank = value < _silence;
        _silence = value;
        if (_pieces.Count == 0 || _pieces[^1].IsBlind)
        {
            // What lies before we could see is not this stream's silence to draw.
            var seen = _pieces.Count == 0 ? sign : Math.Max(sign, _pieces[^1].To);
            _pieces.Add(new(seen, seen, time, IsBlind: false));
            return;
        }

        var open = _pieces[^1];
        var further = sign - open.Last;
        if (further <= 0 || (!shrank && further < (value < Whole ? Slack : Jitter)))
        {
            _pieces[^1] = open with { To = time };
        }
        else if (sign - open.From < _apart)
        {
            _pieces[^1] = open with { Last = sign, To = time };
        }
        else
        {
            _pieces[^1] = open with { To = sign };
            _pieces.Add(new(sign, sign, time, IsBlind: false));
        }
    }

    /// <summary>Forgets what ended before the span.</summary>
    public void Trim(DateTimeOffset now)
    {
        var from = (now - span).ToUnixTimeMilliseconds();
        _pieces.RemoveRange(0, _pieces.TakeWhile(piece => piece.To < from).Count());
    }

    private void Blind(long from, long to)
    {
        if (_pieces.Count > 0 && _pieces[^1].IsBlind)
        {
            _pieces[^1] = _pieces[^1] with { To = to };
        }
        else
        {
            if (_pieces.Count > 0)
            {
                _pieces[^1] = _pieces[^1] with { To = Math.Min(from, _pieces[^1].To) };
            }

            _pieces.Add(new(from, from, to, IsBlind: true));
        }
    }

    /// <summary>Signs of life that are drawn as one and the silence after them, or a time in which nobody looked.</summary>
    /// <param name="From">When it began; a sign of life, unless blind.</param>
    /// <param name="Last">The last of the signs drawn as one: the silence counts from it.</param>
    /// <param name="To">The next sign, or when it was last looked at.</param>
    /// <param name="IsBlind">Whether nothing was measured.</param>
    public readonly record struct Piece(long From, long Last, long To, bool IsBlind);
}
