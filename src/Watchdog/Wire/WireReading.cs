using Mcpx.Domain.Signals;

namespace Mcpx.Watchdog.Wire;

/// <summary>Reads heads and bodies from a connection.</summary>
internal static class WireReading
{
    /// <summary>The longest head of an answer, interim answers before it included.</summary>
    public const int LongestHead = 64 * 1024;

    private const int MostInterim = 8;
    private const int Largest = 64 * 1024;

    /// <summary>Reads the head of the final answer; interim ones are passed over.</summary>
    /// <returns>Null when the other end closed before its first byte.</returns>
    /// <exception cref="WireFault">It is none, is too long, or does not come.</exception>
    public static async ValueTask<ResponseHead?> ReadHeadAsync(this WireConnection connection)
    {
        for (var interim = 0; interim <= MostInterim; interim++)
        {
            var searched = 0;
            int end;
            while ((end = ResponseHead.EndIn(connection.Received, searched)) < 0)
            {
                searched = connection.Received.Length;
                if (searched >= LongestHead)
                {
                    throw new WireFault(Fault.Body, "The head of the answer is too long.");
                }

                if (connection.IsFull)
                {
                    connection.Rent(Math.Min(LongestHead, searched * 2));
                }

                if (await connection.ReceiveAsync() == 0)
                {
                    return searched == 0 && interim == 0
                        ? null
                        : throw new WireFault(Fault.Closed, "The head of the answer was cut off.");
                }
            }

            var head =
                ResponseHead.Read(connection.Received[..end])
                ?? throw new WireFault(Fault.Body, "The answer is no HTTP.");
            connection.Advance(end);
            if (head.Status >= 200)
            {
                return head;
            }
        }

        throw new WireFault(Fault.Body, "Interim answers do not end.");
    }

    /// <summary>Reads a whole body.</summary>
    /// <exception cref="WireFault">It is longer than allowed, is cut off, or is no body.</exception>
    public static async ValueTask<byte[]> ReadBodyAsync(this WireConnection connection, ResponseHead head, int most)
    {
        if (head.Length > most)
        {
            throw TooLong();
        }

        var framing = new BodyFraming(head);
        var body = head.Length is { } length ? new byte[length] : [];
        var filled = 0;
        while (true)
        {
            var framed = Take(connection, ref framing, ref body, ref filled, most);
            if (framed == Framed.End)
            {
                return body.Length == filled ? body : body[..filled];
            }

            if (connection.IsFull && connection.Memory < Largest)
            {
                connection.Rent(Largest);
            }

            if (await connection.ReceiveAsync() == 0)
            {
                return framing.EndsWithConnection
                    ? body[..filled]
                    : throw new WireFault(Fault.Closed, "The body was cut off.");
            }
        }
    }

    private static Framed Take(
        WireConnection connection,
        ref BodyFraming framing,
        ref byte[] body,
        ref int filled,
        int most
    )
    {
        var received = connection.Received;
        var before = received.Length;
        while (true)
        {
            var framed = framing.Next(ref received, out var piece);
            if (framed != Framed.Piece)
            {
                connection.Advance(before - received.Length);
                return framed == Framed.Broken
                    ? throw new WireFault(Fault.Body, "The body's chunks are broken.")
                    : framed;
            }

            if (piece.Length > most - filled)
            {
                throw TooLong();
            }

            if (filled + piece.Length > body.Length)
            {
                Array.Resize(ref body, (int)Math.Min(most, Math.Max(filled + piece.Length, body.Length * 2L)));
            }

            piece.CopyTo(body.AsSpan(filled));
            filled += piece.Length;
        }
    }

    private static WireFault TooLong() => new(Fault.Body, "The body is too long.");
}
