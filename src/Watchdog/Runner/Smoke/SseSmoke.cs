using System.Net.Http.Headers;
using Mcpx.Domain;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Comms;
using Mcpx.Watchdog.Configuration;
using Mcpx.Watchdog.Probes;

namespace Mcpx.Watchdog.Runner.Smoke;

/// <summary>
/// Listens to every API instance's event stream: time to the first event or comment on fresh connections, and the gaps
/// between bytes on one that is held (runbook section 6, step 4).
/// </summary>
internal sealed class SseSmoke(IHttpClientFactory clients, TimeProvider time)
{
    private const int FreshConnections = 5;

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
            await ReadAsync(address, token, context.Options.Probes.Timeout, heard, firstOnly: true, cancellation);
        }

        await ReadAsync(address, token, duration, heard, firstOnly: false, cancellation);
        context.Report(
            $"sse-smoke {instance.Name} first event median {Text(SmokeNumbers.Median(heard.FirstEvents))}, "
                + $"gaps median {Text(SmokeNumbers.Median(heard.Gaps))}, worst {Text(heard.Gaps.DefaultIfEmpty(TimeSpan.MaxValue).Max())}"
        );
        return heard;
    }

    private async Task ReadAsync(
        Uri address,
        string? token,
        TimeSpan duration,
        Heard heard,
        bool firstOnly,
        CancellationToken cancellation
    )
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(duration);
        var started = time.GetTimestamp();
        var last = started;
        var first = (TimeSpan?)null;
        try
        {
            using var client = clients.CreateClient(PortalHttp.Streams);
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            if (token is not null)
            {
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            }

            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            response.EnsureSuccessStatusCode();
            await using var body = await response.Content.ReadAsStreamAsync(limit.Token);
            var line = new FirstLine();
            var buffer = new byte[4_096];
            while (await body.ReadAsync(buffer, limit.Token) is var read and > 0)
            {
                var now = time.GetTimestamp();
                if (first is null && line.CompletedBy(buffer.AsSpan(0, read)))
                {
                    first = time.GetElapsedTime(started, now);
                }
                else if (!firstOnly)
                {
                    heard.Gaps.Add(time.GetElapsedTime(last, now));
                }

                last = now;
                if (firstOnly && first is not null)
                {
                    break;
                }
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // The time for listening is over; the gap still open counts below.
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException)
        {
            // A connection that failed is one that never gave an event: infinitely slow, and a gap to the end.
            last = started;
        }

        heard.FirstEvents.Add(first ?? TimeSpan.MaxValue);
        if (!firstOnly)
        {
            heard.Gaps.Add(time.GetElapsedTime(last));
        }
    }

    private static string Text(TimeSpan value) => value == TimeSpan.MaxValue ? "none" : Words.Duration(value);

    private sealed class Heard
    {
        public List<TimeSpan> FirstEvents { get; } = [];

        public List<TimeSpan> Gaps { get; } = [];
    }
}
