namespace Mcpx.LintMigrations.Findings;

/// <summary>One thing that is wrong.</summary>
/// <param name="Rule">The rule it breaks.</param>
/// <param name="Severity">What it weighs here.</param>
/// <param name="At">Where it stands.</param>
/// <param name="Object">The database object's name; empty when there is none.</param>
/// <param name="Message">What was found, one sentence.</param>
internal sealed record Finding(RuleInfo Rule, Severity Severity, Spot At, string Object, string Message)
{
    /// <summary>Why it is allowed here, in the author's words; null when it is not.</summary>
    public string? AllowedBecause { get; init; }
}
