using System.Buffers.Binary;
using System.Net.Sockets;

namespace Mcpx.Watchdog.Tests.Support.Tds;

/// <summary>Messages on one connection, cut into packets of eight bytes' head and a body.</summary>
internal sealed class TdsPackets(NetworkStream stream)
{
    public const byte Batch = 1;
    public const byte Rpc = 3;
    public const byte Attention = 6;
    public const byte Login = 16;
    public const byte Prelogin = 18;
    private const byte Answer = 4;
    private const int Head = 8;
    private const int Most = 4_096;

    /// <summary>The next message: its type and its body.</summary>
    public async Task<(byte Type, byte[] Body)> ReadAsync(CancellationToken stopping)
    {
        using var body = new MemoryStream();
        var head = new byte[Head];
        while (true)
        {
            await stream.ReadExactlyAsync(head, stopping);
            var part = new byte[BinaryPrimitives.ReadUInt16BigEndian(head.AsSpan(2)) - Head];
            await stream.ReadExactlyAsync(part, stopping);
            body.Write(part);
            if ((head[1] & 1) == 1)
            {
                return (head[0], body.ToArray());
            }
        }
    }

    /// <summary>Sends an answer.</summary>
    /// <param name="body">Its tokens.</param>
    /// <param name="most">No more bytes of it than this, head of the first packet included; then nothing.</param>
    /// <param name="stopping">Ends it.</param>
    public async Task SendAsync(byte[] body, CancellationToken stopping, int most = int.MaxValue)
    {
        using var wire = new MemoryStream();
        var at = 0;
        byte number = 1;
        do
        {
            var part = Math.Min(Most - Head, body.Length - at);
            var head = new byte[Head];
            head[0] = Answer;
            head[1] = at + part == body.Length ? (byte)1 : (byte)0;
            BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(2), (ushort)(part + Head));
            head[6] = number++;
            wire.Write(head);
            wire.Write(body, at, part);
            at += part;
        } while (at < body.Length);

        var bytes = wire.ToArray();
        await stream.WriteAsync(bytes.AsMemory(0, Math.Min(most, bytes.Length)), stopping);
    }
}
