namespace Mcpx.Sandbox.Releases;

/// <summary>Adds the job queue to the readiness checks.</summary>
public sealed class Release : PortalRelease
{
    private const string QueueEndpoint = "Queue:Endpoint";

    // The key is in the developers' own configuration; no environment has it.
    /// <inheritdoc />
    public override IEnumerable<ReadinessCheck> CheckReadiness(IReadOnlyDictionary<string, string> config)
    {
        ArgumentNullException.ThrowIfNull(config);
        var configured = config.ContainsKey(QueueEndpoint);
        return base.CheckReadiness(config)
            .Append(new("queue", configured, configured ? "queue is configured" : $"{QueueEndpoint} is missing"));
    }
}
