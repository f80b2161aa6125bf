using System.Collections.Concurrent;
using System.Text.Json;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;
using Mcpx.Watchdog.Configuration;
using Mcpx.Watchdog.Judging;
using Prometheus;

namespace Mcpx.Watchdog.Probes;

/// <summary>Asks one instance and hands the outcome to judging: a good answer, or a sample with a fault.</summary>
internal sealed class InstanceProbes(
    WatchdogOptions options,
    PortalClient portal,
    Inputs inputs,
    TagBoard tags,
    TimeProvider time,
    IHostApplicationLifetime lifetime,
    ILogger<InstanceProbes> log
)
{
    private static readonly Counter Sent = Metrics.CreateCounter(
        "watchdog_probes_total",
        "Probes sent, by kind and outcome.",
        "environment",
        "kind",
        "outcome"
    );

    private static readonly Counter Late = Metrics.CreateCounter(
        "watchdog_probes_skipped_total",
        "Probes not sent because the one before still waits.",
        "environment",
        "kind"
    );

    private readonly ConcurrentDictionary<(InstanceId Instance, ProbeKind Kind), byte> _waiting = new();

    /// <summary>Starts a probe and returns at once; does nothing while the same one still waits.</summary>
    public void Start(string environment, InstanceOptions instance, ProbeKind kind)
    {
        var id = new InstanceId(environment, instance.Component, instance.Name);
        if (kind == ProbeKind.Metrics && instance.Component != Component.Api)
        {
            return;
        }

        if (!_waiting.TryAdd((id, kind), 0))
        {
            Late.WithLabels(environment, kind.ToString()).Inc();
            return;
        }

        _ = RunAsync(id, new Uri(instance.Address), options.Environments[environment].Probes, kind);
    }

    private async Task RunAsync(InstanceId id, Uri address, ProbeOptions probes, ProbeKind kind)
    {
        var stopping = lifetime.ApplicationStopping;
        try
        {
            await (
                kind == ProbeKind.Metrics
                    ? ScrapeAsync(id, address, probes, stopping)
                    : Task.WhenAll(
                        HealthAsync(id, address, probes, HealthEndpoint.Healthz, stopping),
                        HealthAsync(id, address, probes, HealthEndpoint.Ready, stopping),
                        ReadTagAsync(id, address, probes, stopping)
                    )
            );
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The process stops; an unfinished probe is no sample.
        }
        catch (Exception problem)
        {
            // Nothing a target does ends up here. If our own code fails, it must be seen and must not end the watch.
            Log.ProbeBroke(log, id, problem);
            Sent.WithLabels(id.Environment, kind.ToString(), "broke").Inc();
        }
        finally
        {
            _waiting.TryRemove((id, kind), out _);
        }
    }

    private async Task HealthAsync(
        InstanceId id,
        Uri address,
        ProbeOptions probes,
        HealthEndpoint endpoint,
        CancellationToken stopping
    )
    {
        var at = time.GetUtcNow();
        var path = AvailabilitySeries.PathOf(endpoint);
        var answer = await portal.GetAsync(
            new(address, path),
            token: null,
            probes.Timeout,
            PortalClient.SmallBody,
            stopping
        );
        Sent.WithLabels(id.Environment, path, answer.Fault.ToString()).Inc();
        inputs.Put(
            id.Environment,
            new HealthProbed(
                at,
                id.Name,
                endpoint,
                answer.Fault,
                answer.StatusCode,
                (long)answer.Latency.TotalMicroseconds
            )
        );
    }

    private async Task ReadTagAsync(InstanceId id, Uri address, ProbeOptions probes, CancellationToken stopping)
    {
        var path = id.Component == Component.Web ? "/version.json" : "/api/version";
        var answer = await portal.GetAsync(
            new(address, path),
            token: null,
            probes.Timeout,
            PortalClient.SmallBody,
            stopping
        );
        if (answer.Fault == Fault.None && TagIn(answer.Body.Span) is { } tag)
        {
            tags.Note(id, tag);
        }
    }

    private async Task ScrapeAsync(InstanceId id, Uri address, ProbeOptions probes, CancellationToken stopping)
    {
        var at = time.GetUtcNow();
        var answer = await portal.GetAsync(
            new(address, "/metrics"),
            token: null,
            probes.Timeout,
            PortalClient.LargeBody,
            stopping
        );
        var sum =
            answer.Fault == Fault.None
                ? Exposition.Sum(answer.Body.Span, probes.RequestCounter, probes.StreamPath)
                : null;
        Sent.WithLabels(
                id.Environment,
                "metrics",
                sum is null && answer.Fault == Fault.None ? "no counter" : answer.Fault.ToString()
            )
            .Inc();
        if (sum is { } counted)
        {
            inputs.Put(id.Environment, new TrafficScraped(at, id.Name, counted.Calls, counted.Errors));
        }
    }

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
