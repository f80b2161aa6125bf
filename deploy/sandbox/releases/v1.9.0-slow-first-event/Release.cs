namespace Mcpx.Sandbox.Releases;

/// <summary>Sends events that follow each other closely together.</summary>
public sealed class Release : PortalRelease
{
    private static readonly TimeSpan GatherTime = TimeSpan.FromMilliseconds(400);

    // The gathering also holds back the first event, which has nothing to be gathered with.
    /// <inheritdoc />
    public override async Task WriteHelloAsync(Stream stream, string environment, CancellationToken cancellationToken)
    {
        await Task.Delay(GatherTime, cancellationToken);
        await base.WriteHelloAsync(stream, environment, cancellationToken);
    }
}
