using Mcpx.Domain.Incidents;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Configuration;

/// <summary>Which changes are held responsible for which triggers (semantics: attribution).</summary>
public sealed record AttributionOptions
{
    private static readonly string[] Service =
    [
        TriggerNames.Availability,
        TriggerNames.Flapping,
        TriggerNames.ErrorRate,
        TriggerNames.Latency,
        TriggerNames.Business,
    ];

    private static readonly string[] Streams = [TriggerNames.SseTtfb, TriggerNames.SseHeartbeat];

    private static readonly AttributionRule[] Defaults =
    [
        new() { Kinds = [ChangeKind.Migration], Triggers = [.. Service, .. Streams] },
        new() { Kinds = [ChangeKind.AllowList], Triggers = [TriggerNames.Cors] },
        new() { Key = "Cors:*", Triggers = [TriggerNames.Cors] },
        new() { Names = "Sse", Triggers = Streams },
        new() { Key = "Auth:*", Triggers = [.. Service, TriggerNames.Security] },
        new() { Key = "Security:*", Triggers = [.. Service, TriggerNames.Security] },
        new() { Triggers = Service },
    ];

    /// <summary>How far back from the onset a change is looked for. Default 60 minutes.</summary>
    public TimeSpan Horizon { get; init; } = TimeSpan.FromMinutes(60);

    /// <summary>
    /// How long after the onset a deployment that nobody reported may be seen and still have caused it: an instance's tag is
    /// read again only after it restarted. Default 60 s.
    /// </summary>
    public TimeSpan SeenWithin { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Rules for keys, flags, the allow-list and migrations, asked in order before the built-in ones; the first that is about
    /// a change decides. Built in: migrations fit availability, flapping, error-rate, latency, business and both SSE triggers;
    /// the allow-list and <c>Cors:*</c> fit cors; what names SSE fits the SSE triggers; <c>Auth:*</c> and
    /// <c>Security:*</c> fit availability, flapping, error-rate, latency, business and security; every other key and flag
    /// fits availability, flapping, error-rate, latency and business. Default none.
    /// </summary>
    public IReadOnlyList<AttributionRule> Rules { get; init; } = [];

    /// <summary>The triggers a change other than a deployment can explain; none when no rule is about it.</summary>
    public IReadOnlyList<string> ExplainedBy(Change change) =>
        Rules.Concat(Defaults).FirstOrDefault(rule => rule.IsAbout(change))?.Triggers ?? [];

    internal void Check(List<ConfigurationError> errors, string key)
    {
        errors.Positive($"{key}:Horizon", Horizon);
        errors.NotNegative($"{key}:SeenWithin", SeenWithin);
        for (var i = 0; i < Rules.Count; i++)
        {
            Rules[i].Check(errors, $"{key}:Rules:{i}");
        }
    }
}
