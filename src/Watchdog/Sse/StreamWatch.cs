using Mcpx.Domain.Configuration;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Configuration;
using Prometheus;

namespace Mcpx.Watchdog.Sse;

/// <summary>
/// Holds one event stream per API instance for ever and notes every byte: for liveness it does not matter what they say,
/// and comment lines are the heartbeats. Which of them complete a real event is noted beside it.
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

    /// <summary>Our own waiting takes at most this part of the allowed gap: an instance that came back must not look silent.</summary>
    private const int RetriesInGap = 5;

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
                Shorter(LongestRetry, environment.Value.Triggers.SseHeartbeat.LimitGap / RetriesInGap),
                stoppingToken
            )
        );

    private async Task HoldAsync(
        InstanceId instance,
        Uri address,
        string? token,
        TimeSpan longestRetry,
        CancellationToken stopping
    )
    {
        var pulse = pulses.Of(instance);
        pulse.Look(time.GetUtcNow());
        var retry = FirstRetry;
        while (!stopping.IsCancellationRequested)
        {
            var bytes = 0L;
            try
            {
                await ReadAsync(
                    address,
                    token,
                    (read, completed) =>
                    {
                        pulse.Beat(time.GetUtcNow(), completed);
                        bytes += read;
                    },
                    stopping
                );
                Log.StreamEnded(log, instance, bytes);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception problem)
                when (problem is HttpRequestException or IOException or OperationCanceledException)
            {
                // A connection that takes too long ends as a cancellation that is not ours.
                Log.StreamFailed(log, instance, problem.Message);
            }

            // A stream that gave something is tried again soon, however it ended; one that never does, more rarely.
            retry = Shorter(bytes > 0 ? FirstRetry : retry * 2, longestRetry);
            await Task.Delay(retry * (0.75 + (Random.Shared.NextDouble() / 2)), time, stopping)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ReadAsync(Uri address, string? token, Action<int, Completed> beat, CancellationToken stopping)
    {
        using var response = await clients.OpenStreamAsync(address, token, stopping);
        await using var body = await response.Content.ReadAsStreamAsync(stopping);
        using var open = Open.TrackInProgress();
        var lines = new EventLines();
        var buffer = new byte[4_096];
        while (await body.ReadAsync(buffer, stopping) is var read and > 0)
        {
            beat(read, lines.Take(buffer.AsSpan(0, read)));
        }
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
