namespace Mcpx.Domain.Rollback;

/// <summary>
/// How far a plan reaches, smallest first (semantics: rungs). Each is proposed by itself once in an incident; the next only
/// after the one before was run and did not cure.
/// </summary>
public enum Rung
{
    /// <summary>Config, flags or allow-list back to what they were (runbook section 7), or parity reapplied (section 9).</summary>
    Revert,

    /// <summary>The web to its LKG.</summary>
    Web,

    /// <summary>The API, with the web where they are coupled; a forward hotfix accompanies it.</summary>
    Api,
}
