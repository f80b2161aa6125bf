using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Triggers;

/// <summary><c>business</c>: one workflow of people. Failed twice in a row it is bad, until it passed twice in a row.</summary>
/// <param name="component">The component people meet there.</param>
/// <param name="workflow">Its name.</param>
/// <param name="options">The numbers.</param>
public sealed class BusinessSeries(Component component, string workflow, BusinessOptions options)
    : Series(TriggerNames.Business, component, instance: null, $"/{workflow}", options)
{
    private readonly Streak _streak = new(options.FailuresInRow, options.PassesInRow);
    private DateTimeOffset? _newest;
    private string? _fault;

    /// <inheritdoc/>
    protected override string Subject => $"The workflow “{workflow}”";

    /// <inheritdoc/>
    protected override long Limit => options.FailuresInRow - 1;

    /// <inheritdoc/>
    protected override Unit Unit => Unit.Count;

    /// <summary>Takes a walk.</summary>
    /// <param name="walk">How it went.</param>
    /// <param name="blind">Whether we were blind: then a failure says nothing about the workflow.</param>
    public void Add(WorkflowWalked walk, bool blind = false)
    {
        ArgumentNullException.ThrowIfNull(walk);
        var failed = walk.Fault is not null;
        if ((failed && blind) || walk.At <= _newest)
        {
            return;
        }

        Touch();
        _newest = walk.At;
        _fault = walk.Fault ?? _fault;
        _streak.Add(walk.At, failed);
    }

    /// <inheritdoc/>
    public override void Clear(DateTimeOffset now)
    {
        _streak.Clear();
        (_newest, _fault) = (null, null);
    }

    /// <inheritdoc/>
    protected override Reading Read(DateTimeOffset now, Circumstances around) =>
        !(_newest > now - options.EffectiveWindow) ? Reading.Missing(Measured.NoData)
        : _streak.Undecided ? Reading.Missing(Measured.NotEnoughSamples, total: 1)
        : new(Measured.Yes, _streak.BadSince is not null, _streak.Failed, Total: 1, Onset: _streak.BadSince);

    /// <inheritdoc/>
    protected override long NextChange(DateTimeOffset now) =>
        _newest is { } at ? (at + options.EffectiveWindow).UtcTicks : long.MaxValue;

    /// <inheritdoc/>
    protected override string Describe(in Reading reading) =>
        reading.Bad ? $"{Subject} fails since {Words.Time(reading.Onset!.Value)}: {_fault}" : $"{Subject} passes";

    /// <inheritdoc/>
    protected override string TooLittle(in Reading reading) => $"{Subject}: its first walk failed; one more decides";
}
