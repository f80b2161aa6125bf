using System.Globalization;
using Mcpx.Dashboard.Components.Shared;
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
    private DateTimeOffset _now;
    private bool _unheard;
    private string _heartbeat = "";

    /// <summary>The watchdog's sign of life.</summary>
    [Parameter, EditorRequired]
    public Liveness Liveness { get; set; } = Liveness.Unknown;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private string? HeartbeatTitle =>
        Liveness.Heartbeat is { } heartbeat
            ? heartbeat.Fault ?? $"Somebody outside takes a heartbeat every {DurationText.Words(heartbeat.Interval)}"
            : null;

    private string? HeartbeatAge =>
        Liveness.Heartbeat?.AcknowledgedAt is { } at
            ? Math.Max(0, (_now - at).TotalMilliseconds).ToString("F0", CultureInfo.InvariantCulture)
            : null;

    private string? AgeText => _age?.TotalMilliseconds.ToString("F0", CultureInfo.InvariantCulture);

    /// <inheritdoc />
    protected override void OnParametersSet()
    {
        var now = Time.GetUtcNow();
        _age = Liveness.AgeAt(now);
        _silent = Liveness.IsSilentAt(now);
        _view = LivenessView.At(Liveness, now);
        _now = now;
        _heartbeat = LivenessView.Heartbeat(Liveness.Heartbeat, now);
        _unheard = Liveness.Heartbeat?.IsMissedAt(now) == true;
    }
}
