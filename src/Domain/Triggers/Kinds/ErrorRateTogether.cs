using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Triggers;

/// <summary>
/// <c>error-rate</c> of a component: all its instances' calls together. At night, below the minimum traffic, it is judged on
/// the newest round of the watchdog's own contract calls; the hold carries over when the source switches.
/// </summary>
/// <param name="component">Whose calls.</param>
/// <param name="options">The numbers.</param>
/// <param name="limit">What it is held against.</param>
/// <param name="together">The instances' calls; each instance's window keeps it right.</param>
/// <param name="round">The newest round of contract calls.</param>
public sealed class ErrorRateTogether(
    Component component,
    ErrorRateOptions options,
    ErrorRateLimit limit,
    WindowSum together,
    ContractRound round
) : Series(TriggerNames.ErrorRate, component, instance: null, part: null, options)
{
    private bool _ownCalls;

    /// <inheritdoc/>
    protected override long Limit => _ownCalls ? options.LimitPartsPerMillion : limit.Shown;

    /// <inheritdoc/>
    protected override Unit Unit => Unit.PartsPerMillion;

    /// <summary>The instances' windows are cleared by themselves.</summary>
    public override void Clear(DateTimeOffset now) => round.Clear();

    /// <inheritdoc/>
    protected override Reading Read(DateTimeOffset now, Circumstances around)
    {
        limit.Refresh(now);
        round.Advance(now);
        _ownCalls = together.Total < options.MinimumCalls && round.Calls > 0;
        if (_ownCalls)
        {
            var bad = round.Failed * 1_000_000L > options.LimitPartsPerMillion * round.Calls;
            return new(Measured.Yes, bad, round.Failed * 1_000_000L / round.Calls, round.Calls, round.Failed);
        }

        return together.Samples == 0
            ? Reading.Missing(Measured.NoData)
            : ErrorRateSeries.Judge(together.Total, together.Bad, options, limit);
    }

    /// <summary>At every tick: what leaves the instances' windows leaves this sum.</summary>
    protected override long NextChange(DateTimeOffset now) => 0;

    /// <inheritdoc/>
    protected override string Describe(in Reading reading) =>
        _ownCalls
            ? $"{reading.Failed} of the {Words.Of(reading.Total, "newest contract call")} to {Component} failed; too little traffic to judge people's"
            : ErrorRateSeries.Rate(reading, Subject, Limit);

    /// <inheritdoc/>
    protected override string TooLittle(in Reading reading) =>
        ErrorRateSeries.NotJudged(reading, Subject, options, limit);
}
