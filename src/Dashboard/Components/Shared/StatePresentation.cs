using System.Collections.Immutable;
using Mcpx.Domain.Triggers;

namespace Mcpx.Dashboard.Components.Shared;

/// <summary>
/// A state as word, colour, icon and explanation: the only place that says so. Take any one away and the state still reads.
/// </summary>
/// <param name="Word">What a person calls it, "No data".</param>
/// <param name="CssClass">Class that sets the state's colours, "st-nodata".</param>
/// <param name="Icon">One of <see cref="Shapes"/>; its shape alone tells the states apart.</param>
/// <param name="Hint">What it means, for the legend and tooltips.</param>
/// <param name="Stands">Whether it stands out: everything but Healthy and "not watched here".</param>
public sealed record StatePresentation(string Word, string CssClass, string Icon, string Hint, bool Stands)
{
    private static readonly ImmutableArray<VerdictState> WorstFirst =
    [
        VerdictState.Breached,
        VerdictState.Pending,
        VerdictState.ProbeError,
        VerdictState.NoData,
        VerdictState.Recovering,
        VerdictState.Deploying,
        VerdictState.NotEnoughSamples,
        VerdictState.Healthy,
    ];

    /// <summary>A trigger that an environment does not have: not a state, never counted.</summary>
    public static StatePresentation NotWatched { get; } =
        new("Not watched here", "st-off", Shapes.Dash, "Not a state; never counts", Stands: false);

    /// <summary>The states as the legend lists them, calm first.</summary>
    public static ImmutableArray<VerdictState> Legend { get; } =
    [
        VerdictState.Healthy,
        VerdictState.Pending,
        VerdictState.Breached,
        VerdictState.Recovering,
        VerdictState.Deploying,
        VerdictState.NoData,
        VerdictState.ProbeError,
        VerdictState.NotEnoughSamples,
    ];

    /// <summary>The presentation of a state; null is "not watched here".</summary>
    public static StatePresentation Of(VerdictState? state) =>
        state switch
        {
            null => NotWatched,
            VerdictState.Healthy => new("Healthy", "st-healthy", Shapes.Check, "Measured and within its limit", false),
            VerdictState.Pending => new("Pending", "st-pending", Shapes.Half, "Over its limit, not for long yet", true),
            VerdictState.Breached => new(
                "Breached",
                "st-breached",
                Shapes.Alarm,
                "Over its limit for too long: act",
                true
            ),
            VerdictState.Recovering => new(
                "Recovering",
                "st-recovering",
                Shapes.Up,
                "Back under, still being watched",
                true
            ),
            VerdictState.Deploying => new(
                "Deploying",
                "st-deploying",
                Shapes.Deliver,
                "A deployment runs; restarts are expected",
                true
            ),
            VerdictState.NoData => new(
                "No data",
                "st-nodata",
                Shapes.Empty,
                "Nothing measured, so never healthy",
                true
            ),
            VerdictState.ProbeError => new(
                "Probe error",
                "st-probeerror",
                Shapes.Blind,
                "The probe failed, not the portal",
                true
            ),
            VerdictState.NotEnoughSamples => new(
                "Not enough samples",
                "st-notenough",
                Shapes.Bars,
                "Too little traffic to judge",
                true
            ),
            // A state this build does not know is shown as the one that is never health.
            _ => new("No data", "st-nodata", Shapes.Empty, "A state this dashboard does not know", true),
        };

    /// <summary>Place in the order of worry, 0 worst. An environment shows its worst trigger; tables sort by it.</summary>
    public static int Worry(VerdictState? state) =>
        state is { } known && WorstFirst.IndexOf(known) is >= 0 and var place ? place : WorstFirst.Length;

    /// <summary>The state an environment shows for its triggers; no trigger at all is No data, because nobody looked.</summary>
    public static VerdictState Worst(IEnumerable<VerdictState> states) =>
        states.OrderBy(static state => Worry(state)).Select(static state => (VerdictState?)state).FirstOrDefault()
        ?? VerdictState.NoData;
}
