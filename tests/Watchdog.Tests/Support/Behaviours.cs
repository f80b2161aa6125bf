using System.IO.Compression;
using Mcpx.Domain.Signals;

namespace Mcpx.Watchdog.Tests.Support;

/// <summary>How a target can misbehave, and what a probe must call it.</summary>
internal static class Behaviours
{
    /// <summary>Packed once: packing for every answer would be what takes the time.</summary>
    private static readonly Lazy<byte[]> PackedOnce = new(Bomb);

    /// <summary>Behaviours that must read as a fault, by name.</summary>
    public static IReadOnlyDictionary<string, (Func<Peer, Task> Behave, Fault Expected)> Bad { get; } =
        new Dictionary<string, (Func<Peer, Task>, Fault)>(StringComparer.Ordinal)
        {
            ["says-nothing"] = (peer => peer.SilenceAsync(), Fault.Timeout),
            ["closes-at-once"] = (_ => Task.CompletedTask, Fault.Closed),
            ["closes-after-request"] = (peer => peer.ReadAsync(), Fault.Closed),
            ["resets"] = (
                async peer =>
                {
                    await peer.ReadAsync();
                    peer.Reset();
                },
                Fault.Closed
            ),
            ["closes-mid-body"] = (
                async peer =>
                {
                    await peer.ReadAsync();
                    await peer.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
                },
                Fault.Closed
            ),
            ["endless-body"] = (
                async peer =>
                {
                    await peer.ReadAsync();
                    await peer.SendAsync("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
                    await RepeatAsync(peer, new string('x', 65_536));
                },
                Fault.Body
            ),
            ["announces-a-terabyte"] = (
                async peer =>
                {
                    await peer.ReadAsync();
                    await peer.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 1099511627776\r\n\r\n");
                    await peer.SilenceAsync();
                },
                Fault.Body
            ),
            ["endless-headers"] = (
                async peer =>
                {
                    await peer.ReadAsync();
                    await peer.SendAsync("HTTP/1.1 200 OK\r\n");
                    await RepeatAsync(peer, $"X-More: {new string('y', 1_000)}\r\n");
                },
                Fault.Body
            ),
            ["endless-header-line"] = (
                async peer =>
                {
                    await peer.ReadAsync();
                    await peer.SendAsync("HTTP/1.1 200 OK\r\nX-Long: ");
                    await RepeatAsync(peer, new string('z', 65_536));
                },
                Fault.Body
            ),
            ["garbage"] = (
                async peer =>
                {
                    await peer.ReadAsync();
                    await peer.SendAsync("SSH-2.0-OpenSSH_9.9\r\n\r\n");
                },
                Fault.Body
            ),
            ["bad-chunks"] = (
                async peer =>
                {
                    await peer.ReadAsync();
                    await peer.SendAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nnot-hex\r\n");
                },
                Fault.Body
            ),
            ["two-lengths"] = (
                async peer =>
                {
                    await peer.ReadAsync();
                    await peer.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 4\r\n\r\ntext");
                },
                Fault.Body
            ),
            ["length-and-chunks"] = (
                async peer =>
                {
                    await peer.ReadAsync();
                    await peer.SendAsync(
                        "HTTP/1.1 200 OK\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
                    );
                },
                Fault.Body
            ),
            ["chunk-of-an-exabyte"] = (
                async peer =>
                {
                    await peer.ReadAsync();
                    await peer.SendAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n");
                    await peer.SilenceAsync();
                },
                Fault.Body
            ),
            ["endless-trailers"] = (
                async peer =>
                {
                    await peer.ReadAsync();
                    await peer.SendAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n");
                    await RepeatAsync(peer, "X-Trailer: more\r\n");
                },
                Fault.Body
            ),
            ["closes-mid-chunk"] = (
                async peer =>
                {
                    await peer.ReadAsync();
                    await peer.SendAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10\r\nhalf");
                },
                Fault.Closed
            ),
            ["redirect-loop"] = (
                peer => peer.AnswerAsync("301 Moved", headers: "Location: /healthz\r\n"),
                Fault.Status
            ),
            ["redirect-nowhere"] = (
                peer => peer.AnswerAsync("302 Found", headers: "Location: ht!tp://%%%\r\n"),
                Fault.Status
            ),
            ["error-500"] = (peer => peer.AnswerAsync("500 Sorry", "oops"), Fault.Status),
            ["error-503-huge"] = (peer => peer.AnswerAsync("503 Sorry", new byte[200_000]), Fault.Body),
            ["informational-storm"] = (
                async peer =>
                {
                    await peer.ReadAsync();
                    await RepeatAsync(peer, "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n");
                },
                Fault.Body
            ),
            ["slow-trickle"] = (
                async peer =>
                {
                    await peer.ReadAsync();
                    await peer.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
                    while (true)
                    {
                        await peer.SendAsync("a");
                        await peer.PauseAsync(20);
                    }
                },
                Fault.Timeout
            ),
        };

    /// <summary>Answers 200 with bodies that only a careless reader chokes on.</summary>
    public static IReadOnlyDictionary<string, Func<Peer, Task>> Odd { get; } =
        new Dictionary<string, Func<Peer, Task>>(StringComparer.Ordinal)
        {
            ["empty"] = peer => peer.AnswerAsync("200 OK"),
            ["invalid-utf8"] = peer => peer.AnswerAsync("200 OK", [0x7b, 0x22, 0xff, 0xfe, 0xc0, 0x22, 0x7d]),
            ["invalid-utf8-tag"] = peer =>
                peer.AnswerAsync("200 OK", [.. "{\"tag\":\""u8.ToArray(), 0xc3, 0x28, .. "\"}"u8.ToArray()]),
            ["lone-surrogate"] = peer => peer.AnswerAsync("200 OK", """{"tag":"\ud800"}"""),
            ["deep"] = peer => peer.AnswerAsync("200 OK", new string('[', 60_000)),
            ["gzip-bomb"] = peer => peer.AnswerAsync("200 OK", PackedOnce.Value, "Content-Encoding: gzip\r\n"),
        };

    /// <summary>50 MB of zeros in about 50 KB.</summary>
    public static byte[] Bomb()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize))
        {
            gzip.Write(new byte[50_000_000]);
        }

        return packed.ToArray();
    }

    private static async Task RepeatAsync(Peer peer, string text)
    {
        while (true)
        {
            await peer.SendAsync(text);
        }
    }
}
