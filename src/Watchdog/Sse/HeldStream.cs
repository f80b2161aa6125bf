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

    /// <summary>A stream silent for so many allowed gaps is doubted.</summary>
    private const int GapsUntilDoubted = 2;

    /// <summary>A second sign of life that far from the first, as a part of the allowed gap, is more than a greeting.</summary>
    private const int ScoutsApart = 5;

    private static readonly Gauge Open = Metrics.CreateGauge("watchdog_streams_open", "Event streams held open.");

    private static readonly Counter Reconnects = Metrics.CreateCounter(
        "watchdog_stream_reconnects_total",
        "Event streams opened again after they ended, failed or were given up.",
        "environment"
    );

    private readonly TimeSpan _longestRetry = Shorter(
        LongestRetry,
        options.Triggers.SseHeartbeat.LimitGap / RetriesInGap
    );
    private readonly TimeSpan _limit = options.Triggers.SseHeartbeat.LimitGap;
    private EventLines _lines = new();
    private string? _lastEventId;
    private TimeSpan _firstRetry = FirstRetry;
    private IByteStream? _held;
    private long _bytes;
    private long _heardAt;
    private bool _doubted;

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
            finally
            {
                Volatile.Write(ref _held, null);
            }

            Reconnects.WithLabels(instance.Environment).Inc();
            (_lastEventId, _firstRetry) = (_lines.LastEventId ?? _lastEventId, _lines.Retry ?? _firstRetry);
            // A stream that gave something is tried again soon, however it ended; one that never does, more rarely.
            retry = Shorter(_bytes > 0 ? _firstRetry : retry * 2, _longestRetry);
            await Task.Delay(retry * (0.75 + (Random.Shared.NextDouble() / 2)), time, stopping)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Looks whether the stream is silent for so long that it is doubted.</summary>
    public void Look(CancellationToken stopping)
    {
        if (
            Volatile.Read(ref _held) is not null
            && time.GetElapsedTime(Volatile.Read(ref _heardAt)) > _limit * GapsUntilDoubted
            && !Interlocked.Exchange(ref _doubted, value: true)
        )
        {
            _ = DoubtAsync(stopping);
        }
    }

    void IBodyReader.Take(ReadOnlySpan<byte> piece)
    {
        if (!piece.IsEmpty)
        {
            _bytes += piece.Length;
            Volatile.Write(ref _heardAt, time.GetTimestamp());
            pulse.Beat(time.GetUtcNow(), _lines.Take(piece));
        }
    }

    private async Task ListenAsync(CancellationToken stopping)
    {
        _lines = new();
        var token = Secrets.Read(options.Probes.TokenVariable);
        await using var body = await streams.OpenAsync(address, token, _lastEventId, OpenWithin, stopping);
        using var open = Open.TrackInProgress();
        Volatile.Write(ref _heardAt, time.GetTimestamp());
        Volatile.Write(ref _held, body);
        while (await body.ReadAsync(this)) { }
    }

    /// <summary>
    /// A stream that is silent for long is held open by whoever stands between, perhaps, long after its server is gone. A
    /// second one finds out: only when that one lives, and does more than greet, the silent one is given up. A server that
    /// stalls greets everybody, and stays what it is: silent.
    /// </summary>
    private async Task DoubtAsync(CancellationToken stopping)
    {
        try
        {
            var scout = new Scout(time, _limit / ScoutsApart);
            var token = Secrets.Read(options.Probes.TokenVariable);
            await using var body = await streams.OpenAsync(address, token, lastEventId: null, OpenWithin, stopping);
            body.Until(_limit);
            while (!scout.Lives && await body.ReadAsync(scout)) { }

            if (scout.Lives && Volatile.Read(ref _held) is { } held)
            {
                Log.StreamGivenUp(log, instance);
                held.Until(TimeSpan.Zero);
            }
        }
        catch (Exception problem) when (problem is WireFault or OperationCanceledException)
        {
            // Nobody lives there, or we stop: what is silent stays what it is.
        }
        finally
        {
            Volatile.Write(ref _heardAt, time.GetTimestamp());
            Volatile.Write(ref _doubted, value: false);
        }
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
