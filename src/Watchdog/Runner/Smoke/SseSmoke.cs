using Mcpx.Domain;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Comms;
using Mcpx.Watchdog.Configuration;
using Mcpx.Watchdog.Sse;

namespace Mcpx.Watchdog.Runner.Smoke;

/// <summary>
/// Listens to every API instance's event stream: time to the first event or comment on fresh connections, and the gaps
/// between bytes on one that is held (runbook section 6, step 4).
/// </summary>
internal sealed class SseSmoke(IHttpClientFactory clients, TimeProvider time)
{
    private const int FreshConnections = 5;
    private static readonly TimeSpan Reconnect = TimeSpan.FromMilliseconds(250);

    public async Task<IReadOnlyList<Check>> RunAsync(StepContext context, CancellationToken cancellation)
    {
        var limits = context.Plan.Validation;
        var instances = context.Options.Instances.Where(instance => instance.Component == Component.Api).ToList();
        var token = Secrets.Read(context.Options.Probes.TokenVariable);
        context.Report($"sse-smoke {instances.Count} instances, {Words.Duration(limits.SmokeFor)}");
        var heard = await Task.WhenAll(
            instances.Select(instance => ListenAsync(instance, context, token, limits.SmokeFor, cancellation))
        );
        var first = SmokeNumbers.Median([.. heard.SelectMany(one => one.FirstEvents)]);
        var medianGap = SmokeNumbers.Median([.. heard.SelectMany(one => one.Gaps)]);
        var worst = heard.SelectMany(one => one.Gaps).DefaultIfEmpty(TimeSpan.MaxValue).Max();
        return
        [
            new(
                CheckNames.FirstEvent,
                Text(first),
                $"at most {Words.Duration(limits.MaxFirstEvent)}",
                first <= limits.MaxFirstEvent
            ),
            new(
                CheckNames.MedianGap,
                Text(medianGap),
                $"at most {Words.Duration(limits.MaxMedianGap)} + {Words.Duration(limits.GapGrace)} grace",
                medianGap <= limits.MaxMedianGap + limits.GapGrace
            ),
            new(
                CheckNames.WorstGap,
                Text(worst),
                $"none above {Words.Duration(limits.MaxGap)}",
                worst <= limits.MaxGap
            ),
        ];
    }

    private async Task<Heard> ListenAsync(
        InstanceOptions instance,
        StepContext context,
        string? token,
        TimeSpan duration,
        CancellationToken cancellation
    )
    {
        var address = new Uri(new Uri(instance.Address), context.Options.Probes.StreamPath);
        var heard = new Heard();
        for (var i = 0; i < FreshConnections; i++)
        {
            // A connection that fails is infinitely slow.
            heard.FirstEvents.Add(
                await clients.TimeFirstEventAsync(address, token, context.Options.Probes.Timeout, cancellation)
                    ?? TimeSpan.MaxValue
            );
        }

        await HoldAsync(address, token, duration, heard, cancellation);
        context.Report(
            $"sse-smoke {instance.Name} first event median {Text(SmokeNumbers.Median(heard.FirstEvents))}, "
                + $"gaps median {Text(SmokeNumbers.Median(heard.Gaps))}, worst {Text(heard.Gaps.DefaultIfEmpty(TimeSpan.MaxValue).Max())}"
        );
        return heard;
    }

    /// <summary>
    /// Holds the stream for the whole time, over reconnects: a stream that ends early or is refused is a gap to its next
    /// byte, and one that never gave a byte has no heartbeat at all.
    /// </summary>
    private async Task HoldAsync(
        Uri address,
        string? token,
        TimeSpan duration,
        Heard heard,
        CancellationToken cancellation
    )
    {
        var started = time.GetTimestamp();
        var last = started;
        var any = false;
        while (duration - time.GetElapsedTime(started) is { Ticks: > 0 } left)
        {
            await ReadAsync(address, token, left, Beat, cancellation);
            left = duration - time.GetElapsedTime(started);
            if (left > TimeSpan.Zero)
            {
                await Task.Delay(left < Reconnect ? left : Reconnect, time, cancellation);
            }
        }

        heard.Gaps.Add(any ? time.GetElapsedTime(last) : TimeSpan.MaxValue);

        void Beat()
        {
            var now = time.GetTimestamp();
            heard.Gaps.Add(time.GetElapsedTime(last, now));
            (last, any) = (now, true);
        }
    }

    /// <summary>Reads a stream until it ends, fails or the time is over.</summary>
    private async Task ReadAsync(
        Uri address,
        string? token,
        TimeSpan duration,
        Action beat,
        CancellationToken cancellation
    )
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(duration);
        try
        {
            using var response = await clients.OpenStreamAsync(address, token, limit.Token);
            await using var body = await response.Content.ReadAsStreamAsync(limit.Token);
            var buffer = new byte[4_096];
            while (await body.ReadAsync(buffer, limit.Token) > 0)
            {
                beat();
            }
        }
        catch (Exception problem)
            when (problem is HttpRequestException or IOException or OperationCanceledException
                && !cancellation.IsCancellationRequested
            )
        {
            // Whatever ended the connection, what was heard until then is what counts.
        }
    }

    private static string Text(TimeSpan value) => value == TimeSpan.MaxValue ? "none" : Words.Duration(value);

    private sealed class Heard
    {
        public List<TimeSpan> FirstEvents { get; } = [];

        public List<TimeSpan> Gaps { get; } = [];
    }
}
