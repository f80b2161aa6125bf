using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Triggers;

/// <summary>
/// The contract break of <c>business</c>: a core endpoint whose answer breaks the contract on the same instance twice in a
/// row. What does not answer at all is not a break; availability and error-rate speak of that.
/// </summary>
/// <param name="component">Whose contract.</param>
/// <param name="options">The numbers.</param>
public sealed class ContractSeries(Component component, BusinessOptions options)
    : Series(TriggerNames.Business, component, instance: null, "/contract", options)
{
    private readonly Dictionary<(string Instance, string Path), Call> _calls = [];
    private DateTimeOffset? _newest;
    private int _broken;
    private (string Instance, string Path) _worst;

    /// <inheritdoc/>
    protected override string Subject => "The contract";

    /// <inheritdoc/>
    protected override long Limit => 0;

    /// <inheritdoc/>
    protected override Unit Unit => Unit.Count;

    /// <summary>Takes one call.</summary>
    public void Add(ContractCalled call)
    {
        ArgumentNullException.ThrowIfNull(call);
        var key = (call.Instance, call.Path);
        if (!_calls.TryGetValue(key, out var known))
        {
            _calls.Add(key, known = new(new(options.FailuresInRow, options.PassesInRow)));
        }

        if ((call.Fault != Fault.None && call.Broken is null) || call.At <= known.At)
        {
            return;
        }

        Touch();
        known.At = call.At;
        known.Broken = call.Broken ?? known.Broken;
        var before = known.Streak.BadSince;
        known.Streak.Add(call.At, call.Broken is not null);
        _broken += (known.Streak.BadSince is null ? 0 : 1) - (before is null ? 0 : 1);
        _newest = _newest > call.At ? _newest : call.At;
    }

    /// <inheritdoc/>
    public override void Clear(DateTimeOffset now)
    {
        _calls.Clear();
        (_newest, _broken) = (null, 0);
    }

    /// <inheritdoc/>
    protected override Reading Read(DateTimeOffset now, Circumstances around)
    {
        if (!(_newest > now - options.EffectiveWindow))
        {
            return Reading.Missing(Measured.NoData);
        }

        var since = _broken > 0 ? Worst() : null;
        return new(Measured.Yes, _broken > 0, _broken, _calls.Count, _broken, since);
    }

    /// <inheritdoc/>
    protected override long NextChange(DateTimeOffset now) =>
        _newest is { } at ? (at + options.EffectiveWindow).UtcTicks : long.MaxValue;

    /// <inheritdoc/>
    protected override string Describe(in Reading reading) =>
        reading.Value == 0
            ? $"The contract holds over {Words.Of(reading.Total, "endpoint")}"
            : $"{(_worst.Path.StartsWith('/') ? "GET " : "")}{_worst.Path} on {_worst.Instance} breaks the contract: {_calls[_worst].Broken}";

    /// <summary>Finds the oldest break.</summary>
    private DateTimeOffset? Worst()
    {
        DateTimeOffset? since = null;
        foreach (var (key, call) in _calls)
        {
            if (call.Streak.BadSince is { } bad && !(since <= bad))
            {
                (since, _worst) = (bad, key);
            }
        }

        return since;
    }

    private sealed class Call(Streak streak)
    {
        public Streak Streak => streak;

        public DateTimeOffset? At { get; set; }

        public string? Broken { get; set; }
    }
}
