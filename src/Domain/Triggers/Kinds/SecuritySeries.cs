using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Triggers;

/// <summary><c>security</c>: one check; its newest run counts, and the first finding breaches.</summary>
/// <param name="component">What it speaks of.</param>
/// <param name="check">Its name.</param>
/// <param name="options">The numbers.</param>
public sealed class SecuritySeries(Component component, string check, SecurityOptions options)
    : Series(TriggerNames.Security, component, instance: null, $"/{check}", options)
{
    private SecurityChecked? _newest;

    /// <inheritdoc/>
    public override bool HeldBack => false;

    /// <inheritdoc/>
    protected override string Subject => $"The check “{check}”";

    /// <inheritdoc/>
    protected override long Limit => 0;

    /// <inheritdoc/>
    protected override Unit Unit => Unit.Count;

    /// <summary>Takes a run.</summary>
    public void Add(SecurityChecked run)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (_newest is null || run.At >= _newest.At)
        {
            Touch();
            _newest = run;
        }
    }

    /// <summary>Keeps the newest run: an exposure is one during a deployment too.</summary>
    public override void Clear(DateTimeOffset now) { }

    /// <inheritdoc/>
    protected override Reading Read(DateTimeOffset now, Circumstances around) =>
        _newest is { } run && run.At > now - options.EffectiveWindow
            ? new(Measured.Yes, run.Finding is not null, run.Finding is null ? 0 : 1, 1, Onset: run.At)
            : Reading.Missing(Measured.NoData);

    /// <inheritdoc/>
    protected override long NextChange(DateTimeOffset now) =>
        _newest is { } run ? (run.At + options.EffectiveWindow).UtcTicks : long.MaxValue;

    /// <inheritdoc/>
    protected override string Describe(in Reading reading) => _newest!.Finding ?? $"{Subject} found nothing";
}
