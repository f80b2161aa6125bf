using Microsoft.AspNetCore.Components;

namespace Mcpx.Dashboard.Components.Shared;

/// <summary>
/// The bar of the 30 minutes, with the minutes left in large figures where wanted. Counts by itself once a second, unless it is
/// given a moment; the bar and the number come from one reading of the clock and always agree.
/// </summary>
public partial class DecisionClock
{
    private DecisionClockView _view = null!;
    private ITimer? _timer;

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

    private string Label =>
        _view.Left < TimeSpan.Zero ? "past the limit" : $"left of {Facts.Limit.TotalMinutes:0} minutes";

    /// <summary>Stops counting.</summary>
    public void Dispose()
    {
        _timer?.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc />
    protected override void OnParametersSet() => _view = DecisionClockView.At(Facts, Now ?? Time.GetUtcNow());

    /// <inheritdoc />
    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender && Now is null)
        {
            var second = TimeSpan.FromSeconds(1);
            _timer = Time.CreateTimer(_ => _ = InvokeAsync(Tick), null, second, second);
        }
    }

    private void Tick()
    {
        if (Now is null && Facts.EndedAt is null)
        {
            _view = DecisionClockView.At(Facts, Time.GetUtcNow());
            StateHasChanged();
        }
    }
}
