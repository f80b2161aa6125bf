using System.Diagnostics;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Wire;

namespace Mcpx.Watchdog.Sse;

/// <summary>Opens event streams, for whoever holds one and for whoever only wants to know how soon it speaks.</summary>
internal sealed class EventStreams(WireClient wire, Http2Client http2)
{
    private const string MediaType = "text/event-stream";

    /// <summary>Opens a stream; only an event stream passes: a proxy's page has bytes too, and they are no sign of life.</summary>
    /// <param name="stream">Which.</param>
    /// <param name="token">The bearer token; null where none is needed.</param>
    /// <param name="lastEventId">Where the stream broke off before; null for a new one.</param>
    /// <param name="timeout">Until the answer begins.</param>
    /// <param name="stopping">Ends the opening, and the stream.</param>
    /// <exception cref="WireFault">It cannot be opened, or the answer is none.</exception>
    public async Task<IByteStream> OpenAsync(
        StreamAddress stream,
        string? token,
        string? lastEventId,
        TimeSpan timeout,
        CancellationToken stopping
    )
    {
        List<(string, string)> headers = [("Accept", MediaType), ("Cache-Control", "no-cache")];
        if (token is not null)
        {
            headers.Add(("Authorization", $"Bearer {token}"));
        }

        if (lastEventId is not null)
        {
            headers.Add(("Last-Event-ID", lastEventId));
        }

        var opened = stream.Http2
            ? await http2.OpenAsync(stream.Address, headers, timeout, stopping)
            : await wire.OpenAsync(
                Authority.Of(stream.Address),
                RequestText.Get(stream.Address, token: null, [.. headers]),
                timeout,
                stopping
            );
        var elsewhere = Pin.Of(stream.Address)?.IsBrokenBy(opened.CookiesSet) == true;
        if (opened.Status == 200 && IsEventStream(opened.ContentType) && !elsewhere)
        {
            return opened;
        }

        await opened.DisposeAsync();
        throw elsewhere ? new WireFault(Fault.Refused, "Another instance answered; this one is gone.")
        : opened.Status == 200
            ? new WireFault(Fault.Body, $"The answer is {opened.ContentType ?? "of no type"}, not an event stream.")
        : new WireFault(Fault.Status, $"The answer is {opened.Status}.");
    }

    /// <summary>
    /// The time from the request written to the first complete event or comment line on a fresh connection; connecting is
    /// not part of it. Null when there was none in time, and why.
    /// </summary>
    public async Task<(TimeSpan? Time, string? Why)> TimeFirstEventAsync(
        StreamAddress stream,
        string? token,
        TimeSpan timeout,
        CancellationToken stopping
    )
    {
        try
        {
            var until = Stopwatch.GetTimestamp() + (long)(timeout.TotalSeconds * Stopwatch.Frequency);
            await using var body = await OpenAsync(stream, token, lastEventId: null, timeout, stopping);
            var left = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), until);
            body.Until(left > TimeSpan.Zero ? left : TimeSpan.Zero);
            var first = new FirstSign();
            while (await body.ReadAsync(first))
            {
                if (first.At is { } at)
                {
                    return (Stopwatch.GetElapsedTime(body.WrittenAt, at), null);
                }
            }
        }
        catch (WireFault problem)
        {
            // However it failed, there was no first event.
            stopping.ThrowIfCancellationRequested();
            return (null, problem.Message);
        }

        return (null, "The stream ended before its first event or comment.");
    }

    private static bool IsEventStream(string? type) =>
        type is not null && type.Split(';', 2)[0].Trim().Equals(MediaType, StringComparison.OrdinalIgnoreCase);

    private sealed class FirstSign : IBodyReader
    {
        private readonly EventLines _lines = new();

        /// <summary>When the first comment or block was complete, by the steady clock.</summary>
        public long? At { get; private set; }

        public void Take(ReadOnlySpan<byte> piece)
        {
            if (_lines.Take(piece) != Completed.Nothing)
            {
                At ??= Stopwatch.GetTimestamp();
            }
        }
    }
}
