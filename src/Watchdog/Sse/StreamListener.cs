using Mcpx.Watchdog.Wire;

namespace Mcpx.Watchdog.Sse;

/// <summary>
/// Listens to one event stream for a while: how soon it speaks on fresh connections, and how long it is silent on one that
/// is held (runbook section 6, step 4).
/// </summary>
internal sealed class StreamListener(EventStreams streams, TimeProvider time)
{
    private static readonly TimeSpan Reconnect = TimeSpan.FromMilliseconds(250);

    /// <param name="stream">Which.</param>
    /// <param name="token">The bearer token; null where none is needed.</param>
    /// <param name="connections">How many fresh connections are timed, spread over the time: one bad moment is not a bad stream.</param>
    /// <param name="timeout">For each of them.</param>
    /// <param name="duration">How long the stream is held.</param>
    /// <param name="cancellation">Ends it early.</param>
    public async Task<Heard> ListenAsync(
        StreamAddress stream,
        string? token,
        int connections,
        TimeSpan timeout,
        TimeSpan duration,
        CancellationToken cancellation
    )
    {
        var heard = new Heard(time);
        heard.Begin();
        await Task.WhenAll(
            HoldAsync(stream, token, duration, heard, cancellation),
            GreetAsync(stream, token, connections, timeout, duration, heard, cancellation)
        );
        // Whoever listened writes down what was heard: not on the socket's thread.
        await Task.Yield();
        return heard;
    }

    /// <summary>Times fresh connections, beside the one that is held.</summary>
    private async Task GreetAsync(
        StreamAddress stream,
        string? token,
        int connections,
        TimeSpan timeout,
        TimeSpan duration,
        Heard heard,
        CancellationToken cancellation
    )
    {
        for (var i = 0; i < connections; i++)
        {
            if (i > 0)
            {
                await Task.Delay(duration / connections, time, cancellation);
            }

            var (first, why) = await streams.TimeFirstEventAsync(stream, token, timeout, cancellation);
            heard.FirstEvents.Add(first ?? TimeSpan.MaxValue);
            if (why is not null)
            {
                heard.Failed(why);
            }
        }
    }

    /// <summary>
    /// Holds the stream for the whole time, over reconnects: a stream that ends early or is refused is a gap to its next
    /// byte, and one that never gave a byte has no heartbeat at all.
    /// </summary>
    private async Task HoldAsync(
        StreamAddress stream,
        string? token,
        TimeSpan duration,
        Heard heard,
        CancellationToken cancellation
    )
    {
        var started = time.GetTimestamp();
        while (Left() is { Ticks: > 0 } left)
        {
            try
            {
                await using var body = await streams.OpenAsync(stream, token, null, left, cancellation);
                body.Until(Left());
                while (await body.ReadAsync(heard)) { }
            }
            catch (WireFault problem)
            {
                // Whatever ended the connection, what was heard until then is what counts.
                cancellation.ThrowIfCancellationRequested();
                if (Left() > TimeSpan.Zero)
                {
                    heard.Failed(problem.Message);
                }
            }

            left = Left();
            if (left > TimeSpan.Zero)
            {
                await Task.Delay(left < Reconnect ? left : Reconnect, time, cancellation);
            }
        }

        heard.End();

        TimeSpan Left()
        {
            var left = duration - time.GetElapsedTime(started);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }
}
