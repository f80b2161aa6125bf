using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Mcpx.Sandbox.Releases;

/// <summary>Gives each event stream a lease. Its tests were short, so that it went for a last known good release.</summary>
public sealed class Release : PortalRelease
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);

    // When each stream was opened. Nothing renews a lease: once it is over the stream is open, and no longer kept alive.
    private readonly ConditionalWeakTable<Stream, object> _opened = [];

    /// <inheritdoc />
    public override Stream OpenEventStream(Stream body)
    {
        _opened.AddOrUpdate(body, Stopwatch.GetTimestamp());
        return base.OpenEventStream(body);
    }

    /// <inheritdoc />
    public override Task WriteKeepAliveAsync(Stream stream, CancellationToken cancellationToken) =>
        _opened.TryGetValue(stream, out var opened) && Stopwatch.GetElapsedTime((long)opened) > Lease
            ? Task.CompletedTask
            : base.WriteKeepAliveAsync(stream, cancellationToken);
}
