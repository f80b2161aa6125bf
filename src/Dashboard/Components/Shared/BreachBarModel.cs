using Mcpx.Domain.Triggers;

namespace Mcpx.Dashboard.Components.Shared;

/// <summary>How much of the tolerated time a condition has lasted.</summary>
/// <param name="State">Colours the bar.</param>
/// <param name="Filled">Part filled, 0 to 1; more counts as 1.</param>
/// <param name="Text">The same in words beside the bar, "6:00 of 10:00".</param>
public sealed record BreachBarModel(VerdictState? State, double Filled, string Text)
{
    /// <summary>A bar that fills while the condition lasts; a trigger that breaches at once (hold 0) is full at once.</summary>
    /// <param name="state">Verdict of the trigger.</param>
    /// <param name="lasted">Time in breach; null while below the limit.</param>
    /// <param name="holdFor">Time after which it counts as breached.</param>
    public static BreachBarModel Of(VerdictState state, TimeSpan? lasted, TimeSpan holdFor) =>
        lasted switch
        {
            null => new(state, 0, "below limit"),
            { } time when holdFor <= TimeSpan.Zero => new(state, 1, $"at once, {DurationText.Clock(time)} ago"),
            { } time => new(state, time / holdFor, $"{DurationText.Clock(time)} of {DurationText.Clock(holdFor)}"),
        };

    /// <summary>Width as CSS writes it, "60%".</summary>
    public string Width => Percent.Of(Filled);
}
