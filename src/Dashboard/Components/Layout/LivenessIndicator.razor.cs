using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace Mcpx.Dashboard.Components.Layout;

/// <summary>
/// Alive, silent or not heard yet, with the age of the last evaluation. The server says how old it was when it drew; the
/// browser counts on, so the age grows when the circuit is dead and does not depend on the two clocks agreeing.
/// </summary>
public partial class LivenessIndicator
{
    private LivenessView _view = LivenessView.At(Liveness.Unknown, default);
    private bool _silent;
    private TimeSpan? _age;

    /// <summary>The watchdog's sign of life.</summary>
    [Parameter, EditorRequired]
    public Liveness Liveness { get; set; } = Liveness.Unknown;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private string? AgeText => _age?.TotalMilliseconds.ToString("F0", CultureInfo.InvariantCulture);

    /// <inheritdoc />
    protected override void OnParametersSet()
    {
        var now = Time.GetUtcNow();
        _age = Liveness.AgeAt(now);
        _silent = Liveness.IsSilentAt(now);
        _view = LivenessView.At(Liveness, now);
    }
}
