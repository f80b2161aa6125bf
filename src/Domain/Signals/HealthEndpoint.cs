namespace Mcpx.Domain.Signals;

/// <summary>Which health answer was asked for. The two are judged separately (semantics: availability).</summary>
public enum HealthEndpoint
{
    /// <summary><c>/healthz</c>: the process lives.</summary>
    Healthz,

    /// <summary><c>/ready</c>: the instance may take traffic.</summary>
    Ready,
}
