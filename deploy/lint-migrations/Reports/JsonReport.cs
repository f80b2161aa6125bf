using System.Text.Encodings.Web;
using System.Text.Json;
using Mcpx.LintMigrations.Findings;

namespace Mcpx.LintMigrations.Reports;

/// <summary>The same for a program.</summary>
internal static class JsonReport
{
    public static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void Write(TextWriter output, LintResult result) =>
        output.WriteLine(
            JsonSerializer.Serialize(
                new
                {
                    result.Folder,
                    result.Base,
                    result.Passed,
                    result.Errors,
                    result.Warnings,
                    result.Allowed,
                    result.Files,
                    result.Applied,
                    result.Strict,
                    result.NotJudged,
                    Findings = result.Findings.Select(finding => new
                    {
                        Rule = finding.Rule.Id,
                        finding.Rule.Name,
                        Severity = finding.Severity == Severity.Error ? "error" : "warning",
                        finding.At.File,
                        finding.At.Line,
                        finding.At.Column,
                        finding.Object,
                        finding.Message,
                        finding.Rule.Instead,
                        finding.Rule.Runbook,
                        finding.AllowedBecause,
                    }),
                },
                Readable
            )
        );
}
