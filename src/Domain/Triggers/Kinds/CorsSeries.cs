using Mcpx.Domain.Configuration;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Triggers;

/// <summary>
/// <c>cors</c>: intended origins that are refused. An origin is when all its answered preflights of the window, on whatever
/// instance, say <c>origin_forbidden</c>; network faults are not answers.
/// </summary>
/// <param name="origins">The intended origins.</param>
/// <param name="options">The numbers.</param>
/// <param name="capacity">Preflights of one origin that fit into the window, with room to spare.</param>
public sealed class CorsSeries(IReadOnlyList<string> origins, CorsOptions options, int capacity = 256)
    : Series(TriggerNames.Cors, Component.Api, instance: null, part: null, options)
{
    private readonly Dictionary<string, SlidingWindow> _answers = origins
        .Distinct(StringComparer.Ordinal)
        .ToDictionary(
            origin => origin,
            _ => new SlidingWindow(options.EffectiveWindow, capacity),
            StringComparer.Ordinal
        );

    /// <inheritdoc/>
    protected override long Limit =>
        Math.Max(options.MinimumOrigins, (long)Math.Ceiling(_answers.Count * options.WidespreadPercent / 100m));

    /// <inheritdoc/>
    protected override Unit Unit => Unit.Count;

    /// <summary>Takes one preflight.</summary>
    /// <param name="preflight">What was answered.</param>
    /// <param name="now">When it arrived.</param>
    /// <param name="source">Tells instances apart.</param>
    public void Add(Preflighted preflight, DateTimeOffset now, int source)
    {
        ArgumentNullException.ThrowIfNull(preflight);
        if (preflight.Answer != PreflightAnswer.None && _answers.TryGetValue(preflight.Origin, out var answers))
        {
            Touch();
            answers.Add(preflight.At, total: 1, preflight.Answer == PreflightAnswer.Forbidden ? 1 : 0, now, source);
        }
    }

    /// <inheritdoc/>
    public override void Clear(DateTimeOffset now)
    {
        foreach (var answers in _answers.Values)
        {
            answers.Clear();
        }
    }

    /// <inheritdoc/>
    protected override Reading Read(DateTimeOffset now, Circumstances around)
    {
        var (any, judged, refused) = (0, 0, 0);
        foreach (var answers in _answers.Values)
        {
            answers.Advance(now);
            any += answers.Samples;
            var enough = answers.Samples >= options.MinimumAnswers;
            judged += enough ? 1 : 0;
            refused += enough && answers.Bad == answers.Samples ? 1 : 0;
        }

        return judged > 0
            ? new(Measured.Yes, refused >= Limit, refused, _answers.Count, refused)
            : Reading.Missing(any == 0 ? Measured.NoData : Measured.NotEnoughSamples, any);
    }

    /// <inheritdoc/>
    protected override long NextChange(DateTimeOffset now)
    {
        var next = long.MaxValue;
        foreach (var answers in _answers.Values)
        {
            next = Math.Min(next, answers.NextExit);
        }

        return next;
    }

    /// <inheritdoc/>
    protected override string Describe(in Reading reading) =>
        reading.Value == 0
            ? $"No intended origin is refused ({Words.Of(reading.Total, "origin")})"
            : $"{reading.Value} of {Words.Of(reading.Total, "intended origin")} refused with origin_forbidden; widespread from {Limit}";
}
