using Mcpx.Domain.Configuration;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Configuration;
using Mcpx.Watchdog.Wire;
using Prometheus;

namespace Mcpx.Watchdog.Sse;

/// <summary>
/// One instance's event stream, held for ever: every byte of it is a sign of life, also across reconnects. It connects
/// again after a short, random and capped wait, and asks for what it missed.
/// </summary>
internal sealed class HeldStream(
    InstanceId instance,
    StreamAddress address,
    EnvironmentOptions options,
    Pulse pulse,
    EventStreams streams,
    TimeProvider time,
    ILogger log
) : IBodyReader
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan OpenWithin = TimeSpan.FromSeconds(5);

    /// <summary>Our own waiting takes at most this part of the allowed gap: an instance that came back must not look silent.</summary>
    private const int RetriesInGap = 5;

    /// <summary>
    /// A stream silent for so many allowed gaps is opened anew: whoever stands between may hold it open long after its
    /// server is gone.
    /// </summary>
    private const int GapsUntilReopened = 2;

    private static readonly Gauge Open = Metrics.CreateGauge("watchdog_streams_open", "Event streams held open.");

    private readonly TimeSpan _longestRetry = Shorter(
        LongestRetry,
        options.Triggers.SseHeartbeat.LimitGap / RetriesInGap
    );
    private readonly TimeSpan _reopenAfter = options.Triggers.SseHeartbeat.LimitGap * GapsUntilReopened;
    private EventLines _lines = new();
    private string? _lastEventId;
    private TimeSpan _firstRetry = FirstRetry;
    private long _bytes;

    /// <summary>Holds the stream until the process stops.</summary>
    public async Task HoldAsync(CancellationToken stopping)
    {
        pulse.Look(time.GetUtcNow());
        var retry = _firstRetry;
        while (!stopping.IsCancellationRequested)
        {
            _bytes = 0;
            try
            {
                await ListenAsync(stopping);
                Log.StreamEnded(log, instance, _bytes);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (WireFault problem)
            {
                Log.StreamFailed(log, instance, problem.Fault, problem.Message);
            }

            (_lastEventId, _firstRetry) = (_lines.LastEventId ?? _lastEventId, _lines.Retry ?? _firstRetry);
            // A stream that gave something is tried again soon, however it ended; one that never does, more rarely.
            retry = Shorter(_bytes > 0 ? _firstRetry : retry * 2, _longestRetry);
            await Task.Delay(retry * (0.75 + (Random.Shared.NextDouble() / 2)), time, stopping)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    void IBodyReader.Take(ReadOnlySpan<byte> piece)
    {
        if (!piece.IsEmpty)
        {
            _bytes += piece.Length;
            pulse.Beat(time.GetUtcNow(), _lines.Take(piece));
        }
    }

    private async Task ListenAsync(CancellationToken stopping)
    {
        _lines = new();
        var token = Secrets.Read(options.Probes.TokenVariable);
        await using var body = await streams.OpenAsync(address, token, _lastEventId, OpenWithin, stopping);
        using var open = Open.TrackInProgress();
        do
        {
            body.Until(_reopenAfter);
        } while (await body.ReadAsync(this));
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
