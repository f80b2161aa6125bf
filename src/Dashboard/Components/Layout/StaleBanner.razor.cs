using System.Globalization;
using Mcpx.Dashboard.Components.Shared;
using Microsoft.AspNetCore.Components;

namespace Mcpx.Dashboard.Components.Layout;

/// <summary>
/// Says that nothing on the page is current, since when, and what to look at. The browser decides by the same limit as the
/// server, and it also turns the states grey: a lost circuit ages like a silent watchdog.
/// </summary>
public partial class StaleBanner
{
    private bool _silent;
    private string? _age;

    /// <summary>The watchdog's sign of life.</summary>
    [Parameter, EditorRequired]
    public Liveness Liveness { get; set; } = Liveness.Unknown;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private string At =>
        Liveness.EvaluatedAt?.ToString("HH:mm:ss 'UTC'", CultureInfo.InvariantCulture) ?? "an unknown time";

    private string Age => DurationText.Words(Liveness.AgeAt(Time.GetUtcNow()) ?? TimeSpan.Zero);

    /// <inheritdoc />
    protected override void OnParametersSet()
    {
        var now = Time.GetUtcNow();
        _silent = Liveness.IsSilentAt(now);
        _age = Liveness.AgeAt(now)?.TotalMilliseconds.ToString("F0", CultureInfo.InvariantCulture);
    }
}
