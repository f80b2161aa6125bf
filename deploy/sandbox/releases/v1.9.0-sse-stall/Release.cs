namespace Mcpx.Sandbox.Releases;

/// <summary>Gathers event frames into larger packets to save system calls.</summary>
public sealed class Release : PortalRelease
{
    private const int PacketBytes = 64 * 1024;

    // A packet leaves when it is full. The greeting is flushed; keep-alives fill a packet in about an hour.
    /// <inheritdoc />
    public override Stream OpenEventStream(Stream body) => new BufferedStream(body, PacketBytes);

    /// <inheritdoc />
    public override async Task WriteHelloAsync(Stream stream, string environment, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stream);
        await base.WriteHelloAsync(stream, environment, cancellationToken);
        await stream.FlushAsync(cancellationToken);
    }
}
