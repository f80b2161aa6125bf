using System.Text.Json;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;
using Mcpx.Watchdog.Judging;
using Mcpx.Watchdog.Probes.Http;

namespace Mcpx.Watchdog.Probes.Health;

/// <summary>Asks an instance for <c>/healthz</c>, <c>/ready</c> and the release it runs.</summary>
internal sealed class HealthProbe(
    PortalClient portal,
    Inputs inputs,
    FailedCalls failures,
    TagBoard tags,
    TimeProvider time
) : IProbe
{
    public ProbeKind Kind => ProbeKind.Health;

    public Audience Asks => Audience.Instances;

    public Task AskAsync(ProbeTarget target, CancellationToken stopping) =>
        Task.WhenAll(
            HealthAsync(target, HealthEndpoint.Healthz, stopping),
            HealthAsync(target, HealthEndpoint.Ready, stopping),
            ReadTagAsync(target, stopping)
        );

    private async Task HealthAsync(ProbeTarget target, HealthEndpoint endpoint, CancellationToken stopping)
    {
        var at = time.GetUtcNow();
        var path = AvailabilitySeries.PathOf(endpoint);
        var answer = await GetAsync(target, path, stopping);
        target.Count(path, answer.Fault.ToString());
        failures.Note(target, at, $"GET {path}", answer);
        inputs.Put(
            target.Environment,
            new HealthProbed(
                at,
                target.Instance.Name,
                endpoint,
                answer.Fault,
                answer.StatusCode,
                (long)answer.Latency.TotalMicroseconds
            )
        );
    }

    private async Task ReadTagAsync(ProbeTarget target, CancellationToken stopping)
    {
        var at = time.GetUtcNow();
        var instance = target.Instance;
        var path = instance.Component == Component.Web ? "/version.json" : "/api/version";
        var answer = await GetAsync(target, path, stopping);
        if (answer.Fault == Fault.None && TagIn(answer.Body.Span) is { } tag)
        {
            tags.Note(new(target.Environment, instance.Component, instance.Name), tag);
            inputs.Put(target.Environment, new TagRead(at, instance.Name, tag));
        }
    }

    private Task<PortalAnswer> GetAsync(ProbeTarget target, string path, CancellationToken stopping) =>
        portal.GetAsync(target.At(path), token: null, target.Probes.Timeout, PortalClient.SmallBody, stopping);

    /// <summary>The tag in <c>{"tag":"v1.8.2"}</c>; null when the answer is anything else.</summary>
    internal static string? TagIn(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            using var json = JsonDocument.ParseValue(ref reader);
            return
                json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("tag", out var tag)
                && tag.ValueKind == JsonValueKind.String
                && tag.GetString() is { Length: > 0 and <= 200 } text
                ? text
                : null;
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            // The second is how the reader refuses text that is no Unicode.
            return null;
        }
    }
}
