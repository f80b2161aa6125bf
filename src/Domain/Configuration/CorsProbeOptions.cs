namespace Mcpx.Domain.Configuration;

/// <summary>Real preflights from the origins that are meant to call (runbook section 3, CORS).</summary>
public sealed record CorsProbeOptions
{
    /// <summary>For example <c>https://admin.example.com</c>. Default: none, and CORS is not watched here.</summary>
    public IReadOnlyList<string> IntendedOrigins { get; init; } = [];

    /// <summary>The path asked for; null for the first contract path.</summary>
    public string? Path { get; init; }

    /// <summary>Between two preflights of an origin to an API instance. Default 10 s.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Where the portal itself counts the origins it refuses.</summary>
    public RefusalCounterOptions Counter { get; init; } = new();
}
