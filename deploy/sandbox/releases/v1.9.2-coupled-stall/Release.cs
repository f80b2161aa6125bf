namespace Mcpx.Sandbox.Releases;

/// <summary>Tells of each job whether it can be run again, and gathers event frames. Web and API are released together.</summary>
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

    /// <inheritdoc />
    public override object DescribeJob(Job job)
    {
        ArgumentNullException.ThrowIfNull(job);
        return new
        {
            job.Id,
            job.Name,
            job.State,
            canRunAgain = string.Equals(job.State, "finished", StringComparison.Ordinal),
        };
    }
}
