namespace Mcpx.LintMigrations.Findings;

/// <summary>How heavy a finding weighs.</summary>
internal enum Severity
{
    /// <summary>May break the last known good release, or may fail; a person decides.</summary>
    Warning,

    /// <summary>Breaks the add-only policy or what the last known good release calls.</summary>
    Error,
}
