using System.Diagnostics;
using Mcpx.Domain.Signals;

namespace Mcpx.Watchdog.Wire;

/// <summary>
/// Speaks HTTP/1.1 with the targets, straight on sockets (docs/adr/0014). Redirects are not followed, nothing is
/// decompressed, everything is bounded: whatever a target does, an answer or a fault comes back in time.
/// </summary>
internal sealed class WireClient : IDisposable
{
    private const int Memory = 4_096;

    private readonly Deadlines _deadlines = new();
    private readonly NameCache _names = new();
    private readonly ConnectionPool _pool = new();

    /// <summary>Asks once and takes the whole answer.</summary>
    /// <param name="authority">Whom.</param>
    /// <param name="request">The request's bytes.</param>
    /// <param name="reuse">
    /// Whether a kept connection may be used. Should it turn out dead the request is sent again on a new one, which not
    /// every request allows.
    /// </param>
    /// <param name="timeout">For everything: name, connecting and the last byte.</param>
    /// <param name="most">The longest body; a longer one is <see cref="Fault.Body"/>.</param>
    /// <param name="stopping">Ends the asking.</param>
    public async ValueTask<WireAnswer> AskAsync(
        Authority authority,
        ReadOnlyMemory<byte> request,
        bool reuse,
        TimeSpan timeout,
        int most,
        CancellationToken stopping
    )
    {
        var started = Stopwatch.GetTimestamp();
        var deadline = Deadlines.In(timeout);
        try
        {
            var addresses = await _names.FindAsync(authority.Host, deadline, stopping);
            var kept = reuse ? _pool.TryRent(authority, addresses, deadline) : null;
            var answer = kept is null ? null : await ExchangeAsync(authority, kept, request, most, started, stopping);
            return answer
                ?? await ExchangeAsync(
                    authority,
                    await WireConnection.DialAsync(_deadlines, authority, addresses, deadline, stopping),
                    request,
                    most,
                    started,
                    stopping
                )
                ?? new(Fault.Closed, Head: null, default, Stopwatch.GetElapsedTime(started));
        }
        catch (WireFault fault)
        {
            return new(fault.Fault, Head: null, default, Stopwatch.GetElapsedTime(started));
        }
    }

    /// <summary>
    /// Opens a stream that is read piece by piece, on a connection of its own.
    /// </summary>
    /// <param name="authority">Whom.</param>
    /// <param name="request">The request's bytes.</param>
    /// <param name="timeout">Until the head of the answer is complete.</param>
    /// <param name="stopping">Ends the opening, and the stream.</param>
    /// <exception cref="WireFault">It cannot be opened.</exception>
    public async ValueTask<IByteStream> OpenAsync(
        Authority authority,
        ReadOnlyMemory<byte> request,
        TimeSpan timeout,
        CancellationToken stopping
    )
    {
        var deadline = Deadlines.In(timeout);
        var addresses = await _names.FindAsync(authority.Host, deadline, stopping);
        var connection = await WireConnection.DialAsync(_deadlines, authority, addresses, deadline, stopping);
        var aborted = connection.AbortedBy(stopping);
        try
        {
            connection.Rent(Memory);
            await connection.SendAsync(request);
            var written = Stopwatch.GetTimestamp();
            var head =
                await connection.ReadHeadAsync() ?? throw new WireFault(Fault.Closed, "The connection was closed.");
            return new WireStream(connection, head, written, aborted);
        }
        catch
        {
            connection.Dispose();
            connection.Release();
            await aborted.DisposeAsync();
            stopping.ThrowIfCancellationRequested();
            throw;
        }
    }

    public void Dispose() => _deadlines.Dispose();

    /// <summary>Sends the request and reads the answer; null when the connection was closed without a word.</summary>
    private async ValueTask<WireAnswer?> ExchangeAsync(
        Authority authority,
        WireConnection connection,
        ReadOnlyMemory<byte> request,
        int most,
        long started,
        CancellationToken stopping
    )
    {
        ResponseHead? head = null;
        var keep = false;
        connection.Rent(Memory);
        try
        {
            await using (connection.AbortedBy(stopping))
            {
                await connection.SendAsync(request);
                head = await connection.ReadHeadAsync();
                if (head is null)
                {
                    return null;
                }

                var body = await connection.ReadBodyAsync(head, most);
                keep = head.Persistent && connection.Received.IsEmpty;
                return new(Fault.None, head, body, Stopwatch.GetElapsedTime(started));
            }
        }
        catch (WireFault fault)
        {
            stopping.ThrowIfCancellationRequested();
            // A kept connection that the other end has just closed says so by a reset, too.
            return head is null && fault.Fault == Fault.Closed
                ? null
                : new(fault.Fault, head, default, Stopwatch.GetElapsedTime(started));
        }
        finally
        {
            connection.Release();
            if (keep)
            {
                _pool.Return(authority, connection);
            }
            else
            {
                connection.Dispose();
            }
        }
    }
}
