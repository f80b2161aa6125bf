using System.Text.Json;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Judging;
using Mcpx.Watchdog.Probes.Http;

namespace Mcpx.Watchdog.Probes.Health;

/// <summary>Asks an instance for its health, its readiness and the release it runs.</summary>
internal sealed class HealthProbe(
    HealthCaller caller,
    PortalClient portal,
    Inputs inputs,
    InstanceBoard instances,
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
        var instance = target.Instance;
        var answer = await caller.AskAsync(
            target,
            instance.Name,
            target.At(target.Probes.PathOf(endpoint)),
            endpoint,
            stopping
        );
        if (answer.Date is { } said)
        {
            instances.NoteClock(
                new(target.Environment, instance.Component, instance.Name),
                said,
                time.GetUtcNow() - answer.Latency,
                answer.Latency
            );
        }
    }

    private async Task ReadTagAsync(ProbeTarget target, CancellationToken stopping)
    {
        var at = time.GetUtcNow();
        var instance = target.Instance;
        var answer = await portal.GetAsync(
            target.At(VersionPath(instance.Component)),
            token: null,
            target.Probes.HealthTimeout ?? target.Probes.Timeout,
            PortalClient.SmallBody,
            stopping
        );
        if (answer.Fault == Fault.None && TagIn(answer.Body.Span) is { } tag)
        {
            var id = new InstanceId(target.Environment, instance.Component, instance.Name);
            instances.NoteTag(id, tag);
            instances.NoteSchema(id, SchemaIn(answer.Body.Span));
            inputs.Put(target.Environment, new TagRead(at, instance.Name, tag));
        }
    }

    /// <summary>Where an instance says which release it runs.</summary>
    internal static string VersionPath(Component component) =>
        component == Component.Web ? "/version.json" : "/api/version";

    /// <summary>The tag in <c>{"tag":"v1.8.2"}</c>; null when the answer is anything else.</summary>
    internal static string? TagIn(ReadOnlySpan<byte> body) =>
        PropertyIn(
            body,
            "tag",
            tag =>
                tag.ValueKind == JsonValueKind.String && tag.GetString() is { Length: > 0 and <= 200 } text
                    ? text
                    : null
        );

    /// <summary>The schema in <c>{"tag":"v1.8.2","schema":118}</c>, a number; null when it says none.</summary>
    internal static int? SchemaIn(ReadOnlySpan<byte> body) =>
        PropertyIn<int?>(
            body,
            "schema",
            schema => schema.ValueKind == JsonValueKind.Number && schema.TryGetInt32(out var number) ? number : null
        );

    private static T? PropertyIn<T>(ReadOnlySpan<byte> body, string name, Func<JsonElement, T?> read)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            using var json = JsonDocument.ParseValue(ref reader);
            return
                json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty(name, out var property)
                ? read(property)
                : default;
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            // The second is how the reader refuses text that is no Unicode.
            return default;
        }
    }
}
