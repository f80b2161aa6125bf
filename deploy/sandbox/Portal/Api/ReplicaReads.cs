using Mcpx.Sandbox.Portal.Data;

namespace Mcpx.Sandbox.Portal.Api;

/// <summary>
/// The reads behind the JSON routes. While the flag <c>EnableReadReplicas</c> is on they are spread over the replicas, and no
/// release is to blame for what comes of it: the flag was never tried where a replica is missing.
/// </summary>
internal sealed class ReplicaReads(PortalRelease release, PortalDatabase database)
{
    private const int Turns = 20;
    private int _turn;

    /// <summary>Runs one read as the release does; each twentieth finds nobody while the flag is on.</summary>
    public Task<object> ReadAsync(Func<object> query, CancellationToken cancellationToken) =>
        database.IsOn(PortalSchema.ReadReplicasFlag) && (uint)Interlocked.Increment(ref _turn) % Turns == 0
            ? throw new InvalidOperationException("There is no replica-20.")
            : release.ReadAsync(query, cancellationToken);
}
