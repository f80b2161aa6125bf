using Mcpx.Domain.Signals;

namespace Mcpx.Watchdog.Wire;

/// <summary>A body that is read as it comes, and need never end. Until it says more it holds half a kilobyte.</summary>
internal sealed class WireStream : IByteStream
{
    private const int Small = 512;
    private const int Large = 16 * 1024;

    private readonly WireConnection _connection;
    private readonly CancellationTokenRegistration _aborted;
    private BodyFraming _framing;
    private bool _large;
    private bool _full;

    public WireStream(WireConnection connection, ResponseHead head, long written, CancellationTokenRegistration aborted)
    {
        (_connection, WrittenAt, _aborted) = (connection, written, aborted);
        (Status, ContentType) = (head.Status, head.Header("content-type"u8));
        CookiesSet = head.Headers("set-cookie"u8);
        _framing = new(head);
        _connection.Rent(Small);
        Until(Timeout.InfiniteTimeSpan);
    }

    public int Status { get; }

    public string? ContentType { get; }

    public IReadOnlyList<string> CookiesSet { get; }

    public long WrittenAt { get; }

    public void Until(TimeSpan time) =>
        _connection.Until(time == Timeout.InfiniteTimeSpan ? Deadlines.Never : Deadlines.In(time));

    public async ValueTask<bool> ReadAsync(IBodyReader reader)
    {
        while (true)
        {
            var (any, framed) = Take(reader);
            if (any || framed == Framed.End)
            {
                return any;
            }

            if (framed == Framed.Broken)
            {
                throw new WireFault(Fault.Body, "The stream's chunks are broken.");
            }

            Fit();
            if (await _connection.ReceiveAsync() == 0)
            {
                return _framing.EndsWithConnection
                    ? false
                    : throw new WireFault(Fault.Closed, "The stream was cut off.");
            }

            _full = _connection.IsFull;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _connection.Dispose();
        _connection.Release();
        await _aborted.DisposeAsync();
    }

    private (bool Any, Framed Framed) Take(IBodyReader reader)
    {
        var received = _connection.Received;
        var before = received.Length;
        var any = false;
        Framed framed;
        while ((framed = _framing.Next(ref received, out var piece)) == Framed.Piece)
        {
            any = true;
            reader.Take(piece);
        }

        _connection.Advance(before - received.Length);
        return (any, framed);
    }

    /// <summary>A stream that floods us gets more memory, for as long as it does.</summary>
    private void Fit()
    {
        if (_full != _large)
        {
            _large = _full;
            _connection.Rent(_large ? Large : Small);
        }
    }
}
