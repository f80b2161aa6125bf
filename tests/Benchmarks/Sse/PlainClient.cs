using System.Net.ServerSentEvents;

namespace Mcpx.Benchmarks.Sse;

/// <summary>
/// What one would write first: the platform's HTTP client, its parser of event streams, and a note of when each stream last
/// said something, here through a stream that sees every byte, since the parser hides comments.
/// </summary>
internal static class PlainClient
{
    public const string Role = "hold-streams-plainly";

    public static async Task RunAsync(int port, int streams)
    {
        var last = new long[streams];
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = int.MaxValue })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        using var openings = new SemaphoreSlim(256);
        for (var i = 0; i < streams; i++)
        {
            var index = i;
            _ = Task.Run(() => HoldAsync(client, openings, new($"http://127.0.0.1:{port}/api/events"), last, index));
        }

        var ready = false;
        while (true)
        {
            await Task.Delay(250);
            // Looking for gaps: nobody is late here, but it has to be looked.
            var (oldest, heard) = (long.MaxValue, 0);
            foreach (var at in last)
            {
                oldest = Math.Min(oldest, at);
                heard += at > 0 ? 1 : 0;
            }

            if (!ready && heard == streams)
            {
                ready = true;
                Console.WriteLine("ready");
            }
        }
    }

    private static async Task HoldAsync(HttpClient client, SemaphoreSlim openings, Uri address, long[] last, int index)
    {
        await openings.WaitAsync();
        using var response = await client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead);
        await using var body = new NotingStream(await response.Content.ReadAsStreamAsync(), last, index);
        openings.Release();
        await foreach (var _ in SseParser.Create(body).EnumerateAsync()) { }
    }

    private sealed class NotingStream(Stream inner, long[] last, int index) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override async ValueTask<int> ReadAsync(
            Memory<byte> buffer,
            CancellationToken cancellationToken = default
        )
        {
            var count = await inner.ReadAsync(buffer, cancellationToken);
            last[index] = Environment.TickCount64;
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, count);

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
