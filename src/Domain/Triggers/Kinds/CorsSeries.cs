using Mcpx.Domain.Configuration;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Triggers;

/// <summary>
/// <c>cors</c>: intended origins that are refused. An origin is when all its answered preflights of the window, on whatever
/// instance, say <c>origin_forbidden</c>; network faults are not answers. Where an origin's preflights are not answered, as
/// many refusals that the portal itself counted say the same; elsewhere they stand beside the verdict.
/// </summary>
/// <param name="origins">The intended origins.</param>
/// <param name="options">The numbers.</param>
/// <param name="capacity">Preflights of one origin that fit into the window, with room to spare.</param>
/// <param name="counts">Readings of the portal's own count that do.</param>
public sealed class CorsSeries(IReadOnlyList<string> origins, CorsOptions options, int capacity = 256, int counts = 256)
    : Series(TriggerNames.Cors, Component.Api, instance: null, part: null, options)
{
    private const int Named = 3;

    private readonly OriginWindow[] _origins =
    [
        .. origins
            .Distinct(StringComparer.Ordinal)
            .Select(origin => new OriginWindow(origin, options.EffectiveWindow, capacity, counts)),
    ];

    private int _unasked;

    /// <inheritdoc/>
    protected override long Limit =>
        Math.Max(options.MinimumOrigins, (long)Math.Ceiling(_origins.Length * options.WidespreadPercent / 100m));

    /// <inheritdoc/>
    protected override Unit Unit => Unit.Count;

    /// <summary>Takes one preflight.</summary>
    /// <param name="preflight">What was answered.</param>
    /// <param name="now">When it arrived.</param>
    /// <param name="source">Tells instances apart.</param>
    public void Add(Preflighted preflight, DateTimeOffset now, int source)
    {
        ArgumentNullException.ThrowIfNull(preflight);
        if (preflight.Answer != PreflightAnswer.None && Of(preflight.Origin) is { } origin)
        {
            Touch();
            origin.Add(preflight, now, source);
        }
    }

    /// <summary>Takes one reading of the portal's own count.</summary>
    /// <param name="counted">What was counted.</param>
    /// <param name="now">When it arrived.</param>
    /// <param name="source">Tells instances apart.</param>
    /// <param name="counts">Whether its growth counts; if not, only the next one grows from it.</param>
    public void Add(RefusalsCounted counted, DateTimeOffset now, int source, bool counts = true)
    {
        ArgumentNullException.ThrowIfNull(counted);
        if (Of(counted.Origin) is { } origin)
        {
            Touch();
            origin.Add(counted, now, source, counts);
        }
    }

    /// <inheritdoc/>
    public override void Clear(DateTimeOffset now)
    {
        foreach (var origin in _origins)
        {
            origin.Clear();
        }
    }

    /// <inheritdoc/>
    protected override Reading Read(DateTimeOffset now, Circumstances around)
    {
        var (any, asked, refused) = (0, 0, 0);
        _unasked = 0;
        foreach (var origin in _origins)
        {
            origin.Advance(now);
            any += origin.Answers;
            var enough = origin.Answers >= options.MinimumAnswers;
            var isRefused = origin.IsRefused(options.MinimumAnswers);
            asked += enough ? 1 : 0;
            refused += isRefused ? 1 : 0;
            _unasked += isRefused && !enough ? 1 : 0;
        }

        // The portal's count alone can say that it is bad, never that it is good: it knows of no call that was let through.
        return asked > 0 || refused >= Limit
            ? new(Measured.Yes, refused >= Limit, refused, _origins.Length, refused)
            : Reading.Missing(any == 0 ? Measured.NoData : Measured.NotEnoughSamples, any);
    }

    /// <inheritdoc/>
    protected override long NextChange(DateTimeOffset now)
    {
        var next = long.MaxValue;
        foreach (var origin in _origins)
        {
            next = Math.Min(next, origin.NextExit);
        }

        return next;
    }

    /// <inheritdoc/>
    protected override string Describe(in Reading reading) =>
        (
            reading.Value == 0
                ? $"No intended origin is refused ({Words.Of(reading.Total, "origin")})"
                : $"{reading.Value} of {Words.Of(reading.Total, "intended origin")} refused with origin_forbidden"
                    + (_unasked > 0 ? $", {_unasked} of them by the portal's own count" : "")
                    + $"; widespread from {Limit}"
        ) + OwnCount();

    /// <summary>What the portal counted, the most refused origins first.</summary>
    private string OwnCount()
    {
        var counted = _origins
            .Where(origin => origin.Counted > 0)
            .OrderByDescending(origin => origin.Counted)
            .ThenBy(origin => origin.Origin, StringComparer.Ordinal)
            .ToList();
        return counted.Count == 0
            ? ""
            : "; the portal itself counted "
                + string.Join(
                    ", ",
                    counted.Take(Named).Select(origin => $"{Words.Of(origin.Counted, "refusal")} of {origin.Origin}")
                )
                + (counted.Count > Named ? $" and of {counted.Count - Named} more" : "");
    }

    private OriginWindow? Of(string origin) => Array.Find(_origins, known => known.Origin == origin);
}
