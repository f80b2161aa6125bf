namespace Mcpx.Domain.Silences;

/// <summary>Why notices are muted.</summary>
public enum SilenceKind
{
    /// <summary>Somebody knows already and works on it.</summary>
    Silence,

    /// <summary>Planned work makes noise.</summary>
    Maintenance,
}
