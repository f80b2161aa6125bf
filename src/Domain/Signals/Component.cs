namespace Mcpx.Domain.Signals;

/// <summary>A deployable part of an environment (runbook section 2).</summary>
public enum Component
{
    /// <summary>The portal's .NET API.</summary>
    Api,

    /// <summary>The portal's React web.</summary>
    Web,

    /// <summary>Runtime configuration and feature flags, changed through stored procedures only (section 7).</summary>
    Config,

    /// <summary>The schema: roll forward only (section 8).</summary>
    Database,
}
