using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Triggers;

/// <summary><c>parity</c>: critical differences in the newest comparison of RTM against the expected configuration (runbook section 9).</summary>
/// <param name="options">The numbers.</param>
public sealed class ParitySeries(ParityOptions options)
    : Series(TriggerNames.Parity, Component.Config, instance: null, part: "/report", options)
{
    private ParityCompared? _newest;

    /// <inheritdoc/>
    public override bool HeldBack => false;

    /// <inheritdoc/>
    protected override string Subject => "The parity report";

    /// <inheritdoc/>
    protected override long Limit => options.MostCritical;

    /// <inheritdoc/>
    protected override Unit Unit => Unit.Count;

    /// <summary>Takes a comparison.</summary>
    public void Add(ParityCompared report)
    {
        ArgumentNullException.ThrowIfNull(report);
        if (_newest is null || report.At >= _newest.At)
        {
            Touch();
            _newest = report;
        }
    }

    /// <summary>Keeps the newest report: a deployment does not settle drift.</summary>
    public override void Clear(DateTimeOffset now) { }

    /// <inheritdoc/>
    protected override Reading Read(DateTimeOffset now, Circumstances around) =>
        _newest is { } report && report.At > now - options.EffectiveWindow
            ? new(
                Measured.Yes,
                report.Critical > options.MostCritical,
                report.Critical,
                report.Differences,
                report.Critical,
                report.At
            )
            : Reading.Missing(Measured.NoData);

    /// <inheritdoc/>
    protected override long NextChange(DateTimeOffset now) =>
        _newest is { } report ? (report.At + options.EffectiveWindow).UtcTicks : long.MaxValue;

    /// <inheritdoc/>
    protected override string Describe(in Reading reading) =>
        reading.Value == 0
            ? $"Configuration as expected ({Words.Of(reading.Total, "difference")}, none critical)"
            : $"{Words.Of(reading.Value, "critical difference")} to the expected configuration, first: {_newest!.First}";
}
