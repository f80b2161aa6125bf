using Mcpx.LintMigrations.Findings;

namespace Mcpx.LintMigrations.Reports;

/// <summary>One line a finding that an editor can follow, and what to do instead.</summary>
internal static class TextReport
{
    public static void Write(TextWriter output, LintResult result)
    {
        foreach (var finding in result.Findings)
        {
            output.WriteLine($"{finding.At} {finding.Rule.Id} {Word(finding)}: {finding.Message}");
            output.WriteLine(
                finding.AllowedBecause is { } reason ? $"    allowed: {reason}" : $"    instead: {finding.Rule.Instead}"
            );
        }

        foreach (var missing in result.NotJudged)
        {
            output.WriteLine($"Not judged, {missing}.");
        }

        var applied = result.Applied > 0 ? FormattableString.Invariant($" ({result.Applied} more are applied)") : "";
        output.WriteLine(
            FormattableString.Invariant(
                $"{result.Folder}: {result.Errors} errors, {result.Warnings} warnings, {result.Allowed} allowed in {result.Files} files{applied}."
            )
        );
    }

    private static string Word(Finding finding) =>
        finding.AllowedBecause is not null ? "allowed"
        : finding.Severity == Severity.Error ? "error"
        : "warning";
}
