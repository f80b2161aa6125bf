namespace Mcpx.Domain.Triggers;

/// <summary>How bad a breach is for people (runbook section 1: P1/P2 impact).</summary>
public enum Severity
{
    /// <summary>People cannot work.</summary>
    P1,

    /// <summary>People are hindered.</summary>
    P2,
}
