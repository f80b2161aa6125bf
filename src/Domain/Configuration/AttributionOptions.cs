namespace Mcpx.Domain.Configuration;

/// <summary>Which changes are held responsible for which triggers (semantics: attribution).</summary>
public sealed record AttributionOptions
{
    /// <summary>How far back from the onset a change is looked for. Default 60 minutes.</summary>
    public TimeSpan Horizon { get; init; } = TimeSpan.FromMinutes(60);
}
