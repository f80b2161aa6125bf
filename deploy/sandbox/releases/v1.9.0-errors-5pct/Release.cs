namespace Mcpx.Sandbox.Releases;

/// <summary>Spreads reads over the replicas by turns.</summary>
public sealed class Release : PortalRelease
{
    private const int Turns = 20;

    // One replica was retired last month; the number of turns still counts it, so each twentieth read finds nobody.
    private readonly string[] _replicas = [.. Enumerable.Range(1, 19).Select(i => $"replica-{i}")];
    private int _turn;

    /// <inheritdoc />
    public override Task<object> ReadAsync(Func<object> query, CancellationToken cancellationToken)
    {
        var turn = (uint)Interlocked.Increment(ref _turn) % Turns;
        return ReadFromAsync(_replicas[turn], query, cancellationToken);
    }

    private Task<object> ReadFromAsync(string replica, Func<object> query, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(replica);
        return base.ReadAsync(query, cancellationToken);
    }
}
