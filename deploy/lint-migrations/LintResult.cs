using Mcpx.LintMigrations.Findings;

namespace Mcpx.LintMigrations;

/// <summary>What a run found.</summary>
/// <param name="Folder">The migrations' folder.</param>
/// <param name="Base">What they were held against; null when nothing.</param>
/// <param name="Files">How many files were judged.</param>
/// <param name="Applied">How many were not, since the base holds them to the letter.</param>
/// <param name="Findings">In the order of their places, allowed ones included.</param>
/// <param name="NotJudged">What was not looked at, and why.</param>
/// <param name="Strict">Whether warnings count as errors do.</param>
internal sealed record LintResult(
    string Folder,
    string? Base,
    int Files,
    int Applied,
    IReadOnlyList<Finding> Findings,
    IReadOnlyList<string> NotJudged,
    bool Strict
)
{
    public int Errors => Count(Severity.Error);

    public int Warnings => Count(Severity.Warning);

    public int Allowed => Findings.Count(finding => finding.AllowedBecause is not null);

    public bool Passed => Errors == 0 && (!Strict || Warnings == 0);

    private int Count(Severity severity) =>
        Findings.Count(finding => finding.AllowedBecause is null && finding.Severity == severity);
}
