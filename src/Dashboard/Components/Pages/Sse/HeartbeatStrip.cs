using System.Globalization;
using System.Text;

namespace Mcpx.Dashboard.Components.Pages.Sse;

/// <summary>
/// A strip as paths in a box 18 high, one second wide for each second since the page's anchor. The box is moved along by the
/// page, so that a path that gained nothing is not sent again: signs that are older than a minute's edge stand in
/// <paramref name="Settled"/>, which changes once a minute.
/// </summary>
/// <param name="Settled">Signs of life before the newest minute.</param>
/// <param name="Fresh">Signs of life since.</param>
/// <param name="Gaps">Gaps above the limit, by strength: above it, above 5/3 of it, above 7/3 of it.</param>
/// <param name="Blind">Times in which nothing was measured.</param>
public sealed record HeartbeatStrip(
    string Settled,
    string Fresh,
    (string Some, string More, string Most) Gaps,
    string Blind
)
{
    private const long Minute = 60_000;

    /// <summary>Nothing measured in the whole span.</summary>
    public static HeartbeatStrip Nothing(DateTimeOffset from, DateTimeOffset now, DateTimeOffset anchor)
    {
        var blind = new StringBuilder();
        Block(blind, from.ToUnixTimeMilliseconds(), now.ToUnixTimeMilliseconds(), anchor.ToUnixTimeMilliseconds());
        return new("", "", ("", "", ""), blind.ToString());
    }

    /// <summary>Lays a track out.</summary>
    /// <param name="track">The stream's signs of life.</param>
    /// <param name="from">Beginning of the span.</param>
    /// <param name="now">End of the span.</param>
    /// <param name="limit">The longest allowed gap.</param>
    /// <param name="anchor">Where x is 0.</param>
    public static HeartbeatStrip Of(
        HeartbeatTrack track,
        DateTimeOffset from,
        DateTimeOffset now,
        TimeSpan limit,
        DateTimeOffset anchor
    )
    {
        ArgumentNullException.ThrowIfNull(track);
        if (track.Pieces.Count == 0)
        {
            return Nothing(from, now, anchor);
        }

        var zero = anchor.ToUnixTimeMilliseconds();
        var end = now.ToUnixTimeMilliseconds();
        // Both edges lie on whole minutes, so that the settled part stands still in between.
        var edge = end / Minute * Minute;
        var begin = from.ToUnixTimeMilliseconds() / Minute * Minute;
        var most = (long)limit.TotalMilliseconds;
        var (settled, fresh, blind) = (new StringBuilder(), new StringBuilder(), new StringBuilder());
        StringBuilder[] gaps = [new(), new(), new()];
        if (track.Pieces[0].From - begin > Minute)
        {
            Block(blind, begin, track.Pieces[0].From, zero);
        }

        for (var index = 0; index < track.Pieces.Count; index++)
        {
            var piece = track.Pieces[index];
            var last = index == track.Pieces.Count - 1;
            if (piece.IsBlind)
            {
                Block(blind, Math.Max(piece.From, begin), last ? end : piece.To, zero);
                continue;
            }

            if (piece.From >= begin)
            {
                Tick(piece.From < edge ? settled : fresh, piece.From, zero);
            }

            if (piece.To - piece.Last > most)
            {
                Block(gaps[Strength(piece.To - piece.Last, most)], Math.Max(piece.Last, begin), piece.To, zero);
            }

            if (last && end - piece.To > 5_000)
            {
                Block(blind, piece.To, end, zero);
            }
        }

        return new(
            settled.ToString(),
            fresh.ToString(),
            (gaps[0].ToString(), gaps[1].ToString(), gaps[2].ToString()),
            blind.ToString()
        );
    }

    private static int Strength(long gap, long limit) =>
        gap * 3 > limit * 7 ? 2
        : gap * 3 > limit * 5 ? 1
        : 0;

    private static void Tick(StringBuilder path, long at, long zero) =>
        path.Append(CultureInfo.InvariantCulture, $"M{(at - zero) / 1000m:0.#} 3v12");

    private static void Block(StringBuilder path, long from, long to, long zero)
    {
        if (to > from)
        {
            path.Append(
                CultureInfo.InvariantCulture,
                $"M{(from - zero) / 1000m:0.#} 1h{(to - from) / 1000m:0.#}v16h-{(to - from) / 1000m:0.#}z"
            );
        }
    }
}
