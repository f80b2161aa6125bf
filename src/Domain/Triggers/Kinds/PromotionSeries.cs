using Mcpx.Domain.Incidents;
using Mcpx.Domain.Releases;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Triggers;

/// <summary>
/// The second reading of <c>parity</c>: deployments that came past the promotion policy, from their report until a person
/// settles them or they are rolled back.
/// </summary>
/// <param name="options">The numbers.</param>
public sealed class PromotionSeries(ParityOptions options)
    : Series(TriggerNames.Parity, Component.Api, instance: null, part: "/promotion", options)
{
    private IReadOnlyList<PromotionBypassed> _open = [];

    /// <inheritdoc/>
    public override bool HeldBack => false;

    /// <inheritdoc/>
    protected override string Subject => "The promotion policy";

    /// <inheritdoc/>
    protected override long Limit => 0;

    /// <inheritdoc/>
    protected override Unit Unit => Unit.Count;

    /// <summary>Takes what the environment's journal adds up to now.</summary>
    public void Take(EnvironmentState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (!_open.SequenceEqual(state.OpenBypasses))
        {
            Touch();
            _open = state.OpenBypasses;
        }
    }

    /// <summary>Keeps what is open: a deployment settles nothing.</summary>
    public override void Clear(DateTimeOffset now) { }

    /// <inheritdoc/>
    protected override Reading Read(DateTimeOffset now, Circumstances around) =>
        new(Measured.Yes, _open.Count > 0, _open.Count, _open.Count);

    /// <inheritdoc/>
    protected override long NextChange(DateTimeOffset now) => long.MaxValue;

    /// <inheritdoc/>
    protected override string Describe(in Reading reading) =>
        reading.Bad ? $"Promotion bypassed the policy: {_open[0].What}" : "No deployment bypassed the promotion policy";
}
