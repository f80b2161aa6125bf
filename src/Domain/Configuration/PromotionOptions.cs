namespace Mcpx.Domain.Configuration;

/// <summary>
/// Whether a release has to come through the environments before this one: Alpha, Beta, RTM, Prod (runbook section 3,
/// "promotion bypassed policy"). It is asked in RTM and in Prod.
/// </summary>
public sealed record PromotionOptions
{
    /// <summary>Whether deployments are held to it. Default true.</summary>
    public bool Enforced { get; init; } = true;

    /// <summary>Whether the release also needs its evidence pack (section 6, prerequisites). Default true.</summary>
    public bool EvidenceRequired { get; init; } = true;
}
