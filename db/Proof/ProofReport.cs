namespace Mcpx.Db.Proof;

/// <summary>What a walk over the whole chain found.</summary>
/// <param name="Events">Links that were walked.</param>
/// <param name="Purged">Of them, those whose bodies were purged after retention, each covered by a purge's own entry.</param>
/// <param name="Position">The last link's position; 0 when there is none.</param>
/// <param name="Hash">Its hash, 64 lower-case hexadecimal digits; that of the beginning when there is none.</param>
/// <param name="Anchors">Anchors that were compared.</param>
/// <param name="Anchored">The highest position an anchor vouches for; null without one.</param>
/// <param name="AnchoredAt">When that anchor was made.</param>
/// <param name="Findings">What is wrong, the first ones; empty when everything holds.</param>
/// <param name="FindingCount">How many were found in all.</param>
/// <param name="Notes">What is no fault, and a person should know.</param>
public sealed record ProofReport(
    long Events,
    long Purged,
    long Position,
    string Hash,
    long Anchors,
    long? Anchored,
    DateTimeOffset? AnchoredAt,
    IReadOnlyList<Finding> Findings,
    long FindingCount,
    IReadOnlyList<string> Notes
)
{
    /// <summary>Whether everything holds.</summary>
    public bool Holds => FindingCount == 0;
}
