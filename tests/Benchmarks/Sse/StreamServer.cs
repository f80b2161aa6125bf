using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Mcpx.Benchmarks.Sse;

/// <summary>
/// A portal with as many instances as it has connections: each gets a comment line every five seconds, evenly spread. On
/// the word "mute" one in fifty falls silent, each at a moment of its own within five seconds.
/// </summary>
internal static class StreamServer
{
    public const string Role = "serve-streams";

    /// <summary>Between two heartbeats of a stream.</summary>
    public static readonly TimeSpan Beat = TimeSpan.FromSeconds(5);

    /// <summary>One in so many falls silent.</summary>
    public const int Muted = 50;

    /// <summary>Portals do not beat in step: two streams a millisecond, not a hundred at once.</summary>
    private const int Slices = 5_000;

    private static readonly byte[] Head =
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"u8.ToArray();
    private static readonly byte[] Ping = "8\r\n: ping\n\n\r\n"u8.ToArray();

    public static void Run()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(4_096);
        Console.WriteLine(((IPEndPoint)listener.LocalEndPoint!).Port.ToString(CultureInfo.InvariantCulture));
        var streams = new List<Socket>();
        var muted = false;
        new Thread(() => Accept(listener, streams)) { IsBackground = true }.Start();
        new Thread(() =>
        {
            while (Console.ReadLine() is { } word)
            {
                Volatile.Write(ref muted, word == "mute");
            }

            Environment.Exit(0);
        })
        {
            IsBackground = true,
        }.Start();
        var started = Stopwatch.GetTimestamp();
        for (var slice = 0; ; slice++)
        {
            Send(streams, slice, Volatile.Read(ref muted));
            var ahead = (Beat / Slices * (slice + 1)) - Stopwatch.GetElapsedTime(started);
            if (ahead > TimeSpan.Zero)
            {
                Thread.Sleep(ahead);
            }
        }
    }

    private static void Accept(Socket listener, List<Socket> streams)
    {
        var request = new byte[4_096];
        while (true)
        {
            var stream = listener.Accept();
            stream.NoDelay = true;
            stream.Receive(request);
            stream.Send(Head);
            stream.Send(Ping);
            lock (streams)
            {
                streams.Add(stream);
            }
        }
    }

    /// <summary>Those whose turn it is.</summary>
    private static void Send(List<Socket> streams, int slice, bool muted)
    {
        lock (streams)
        {
            for (var i = slice % Slices; i < streams.Count; i += Slices)
            {
                // One in each block of fifty, at another place in each: their last beats are spread, too.
                if (muted && i % Muted == i / Muted % Muted)
                {
                    continue;
                }

                try
                {
                    streams[i].Send(Ping);
                }
                catch (SocketException)
                {
                    // The client is gone.
                }
            }
        }
    }
}
