using System.Net.Http.Headers;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Configuration;
using Mcpx.Watchdog.Probes;
using Prometheus;

namespace Mcpx.Watchdog.Sse;

/// <summary>
/// Holds one event stream per API instance for ever and notes every byte. Parsing is not needed for liveness, and a
/// parser would hide the comment lines that are the heartbeats.
/// </summary>
internal sealed class StreamWatch(
    WatchdogOptions options,
    Pulses pulses,
    IHttpClientFactory clients,
    TimeProvider time,
    ILogger<StreamWatch> log
) : BackgroundService
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(10);
    private static readonly Gauge Open = Metrics.CreateGauge("watchdog_streams_open", "Event streams held open.");

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(
            from environment in options.Environments
            from instance in environment.Value.Instances
            where instance.Component == Component.Api
            select HoldAsync(
                new InstanceId(environment.Key, instance.Component, instance.Name),
                new Uri(new Uri(instance.Address), environment.Value.Probes.StreamPath),
                Secrets.Read(environment.Value.Probes.TokenVariable),
                stoppingToken
            )
        );

    private async Task HoldAsync(InstanceId instance, Uri address, string? token, CancellationToken stopping)
    {
        var pulse = pulses.Of(instance);
        pulse.Look(time.GetUtcNow());
        var retry = FirstRetry;
        while (!stopping.IsCancellationRequested)
        {
            var bytes = 0L;
            try
            {
                bytes = await ReadAsync(address, token, pulse, stopping);
                Log.StreamEnded(log, instance, bytes);
            }
            catch (Exception problem) when (problem is HttpRequestException or IOException)
            {
                Log.StreamFailed(log, instance, problem.Message);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }

            // A stream that gave something is tried again soon; one that never does, ever more rarely.
            retry = bytes > 0 ? FirstRetry : TimeSpan.FromTicks(Math.Min(retry.Ticks * 2, LongestRetry.Ticks));
            await Task.Delay(retry * (0.75 + (Random.Shared.NextDouble() / 2)), time, stopping)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<long> ReadAsync(Uri address, string? token, Pulse pulse, CancellationToken stopping)
    {
        using var client = clients.CreateClient(PortalHttp.Streams);
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Accept.Add(new("text/event-stream"));
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stopping);
        response.EnsureSuccessStatusCode();
        await using var body = await response.Content.ReadAsStreamAsync(stopping);
        using var open = Open.TrackInProgress();
        var buffer = new byte[4_096];
        var total = 0L;
        while (await body.ReadAsync(buffer, stopping) is var read and > 0)
        {
            pulse.Beat(time.GetUtcNow());
            total += read;
        }

        return total;
    }
}
