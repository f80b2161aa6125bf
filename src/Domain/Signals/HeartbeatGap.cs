namespace Mcpx.Domain.Signals;

/// <summary>
/// The time without a byte on one instance's event stream, across reconnects. Any byte is a sign of life; connecting,
/// headers and closing are not (runbook section 3, SSE).
/// </summary>
public sealed class HeartbeatGap
{
    private DateTimeOffset? _last;
    private TimeSpan _closed;

    /// <summary>Whether we have begun to look.</summary>
    public bool Looking => _last is not null;

    /// <summary>The last byte, or since when we look; null before.</summary>
    public DateTimeOffset? LastSign => _last;

    /// <summary>The longest gap that a byte has ended since the last <see cref="Read"/>.</summary>
    public TimeSpan Closed => _closed;

    /// <summary>Begins to look: until the first byte the gap counts from here.</summary>
    public void Look(DateTimeOffset at) => _last ??= at;

    /// <summary>Bytes arrived.</summary>
    public void Beat(DateTimeOffset at)
    {
        if (_last is { } last && at - last > _closed)
        {
            _closed = at - last;
        }

        // Bytes that come out of order do not take back a later sign of life.
        _last = _last > at ? _last : at;
    }

    /// <summary>
    /// The gap to judge at this tick: the open one, or the longest that was ended by a byte since the tick before.
    /// </summary>
    public TimeSpan Read(DateTimeOffset now)
    {
        var open = _last is { } last && now > last ? now - last : TimeSpan.Zero;
        var worst = open > _closed ? open : _closed;
        _closed = TimeSpan.Zero;
        return worst;
    }

    /// <summary>Starts anew, as at the end of a deployment or after our own downtime, which is never a gap.</summary>
    public void Clear(DateTimeOffset at) => (_last, _closed) = (_last is null ? null : at, TimeSpan.Zero);
}
