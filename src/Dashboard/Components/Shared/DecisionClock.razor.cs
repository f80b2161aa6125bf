using Microsoft.AspNetCore.Components;

namespace Mcpx.Dashboard.Components.Shared;

/// <summary>
/// The bar of the 30 minutes, with the minutes left in large figures where wanted. Drawn with the page around it; between two
/// drawings the browser counts all its numbers on (js/count.js), from one reading of the clock, so that they always agree.
/// </summary>
public partial class DecisionClock
{
    private DecisionClockView _view = null!;

    /// <summary>What the clock runs on.</summary>
    [Parameter, EditorRequired]
    public DecisionClockFacts Facts { get; set; } = null!;

    /// <summary>A fixed moment (reports, closed incidents); null counts.</summary>
    [Parameter]
    public DateTimeOffset? Now { get; set; }

    /// <summary>Shows the minutes left as the largest thing on the page.</summary>
    [Parameter]
    public bool ShowCount { get; set; }

    /// <summary>Something to the right of the bar, usually the cost of a minute.</summary>
    [Parameter]
    public RenderFragment? Beside { get; set; }

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private int Rate =>
        Now is not null || Facts.EndedAt is not null ? 0
        : _view.Left < TimeSpan.Zero ? 1
        : -1;

    private string Label =>
        _view.Left < TimeSpan.Zero ? "past the limit" : $"left of {Facts.Limit.TotalMinutes:0} minutes";

    /// <inheritdoc />
    protected override void OnParametersSet() => _view = DecisionClockView.At(Facts, Now ?? Time.GetUtcNow());
}
