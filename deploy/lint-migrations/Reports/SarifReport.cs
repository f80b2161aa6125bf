using System.Text.Json;
using System.Text.Json.Nodes;
using Mcpx.LintMigrations.Findings;
using Mcpx.LintMigrations.Rules;

namespace Mcpx.LintMigrations.Reports;

/// <summary>SARIF 2.1.0, which code scanning of GitHub and Azure DevOps reads.</summary>
internal static class SarifReport
{
    private const string Schema = "https://json.schemastore.org/sarif-2.1.0.json";

    public static string Of(LintResult result) =>
        Document(
            successful: true,
            result.NotJudged.Select(missing => $"Not judged, {missing}."),
            "note",
            [.. result.Findings.Select(Result)]
        );

    /// <summary>A run that judged nothing: a file from the run before must not pass for this one's.</summary>
    public static string OfFailure(IReadOnlyList<string> problems) =>
        Document(successful: false, problems, "error", []);

    private static string Document(bool successful, IEnumerable<string> notes, string level, JsonNode[] results)
    {
        var run = new JsonObject
        {
            ["tool"] = new JsonObject
            {
                ["driver"] = new JsonObject
                {
                    ["name"] = "mcpx-lint-migrations",
                    ["version"] = typeof(SarifReport).Assembly.GetName().Version?.ToString(3),
                    ["rules"] = new JsonArray([.. AllRules.Infos.Select(Rule)]),
                },
            },
            ["columnKind"] = "utf16CodeUnits",
            ["invocations"] = new JsonArray(
                new JsonObject
                {
                    ["executionSuccessful"] = successful,
                    ["toolExecutionNotifications"] = new JsonArray([
                        .. notes.Select(note => new JsonObject
                        {
                            ["level"] = level,
                            ["message"] = new JsonObject { ["text"] = note },
                        }),
                    ]),
                }
            ),
            ["results"] = new JsonArray(results),
        };
        var document = new JsonObject
        {
            ["$schema"] = Schema,
            ["version"] = "2.1.0",
            ["runs"] = new JsonArray(run),
        };
        return document.ToJsonString(JsonReport.Readable) + "\n";
    }

    private static JsonNode Rule(RuleInfo info) =>
        new JsonObject
        {
            ["id"] = info.Id,
            ["name"] = info.Name,
            ["shortDescription"] = new JsonObject { ["text"] = $"{info.Name} (runbook section {info.Runbook})" },
            ["fullDescription"] = new JsonObject { ["text"] = info.Why },
            ["help"] = new JsonObject
            {
                ["text"] = $"{info.Why} Instead: {info.Instead}",
                ["markdown"] = $"{info.Why}\n\n**Instead:** {info.Instead}\n\nRunbook section {info.Runbook}.",
            },
            ["defaultConfiguration"] = new JsonObject { ["level"] = Level(info.Severity) },
            ["properties"] = new JsonObject { ["tags"] = new JsonArray("database", "add-only") },
        };

    private static JsonNode Result(Finding finding)
    {
        var result = new JsonObject
        {
            ["ruleId"] = finding.Rule.Id,
            ["ruleIndex"] = AllRules.Infos.Select(info => info.Id).ToList().IndexOf(finding.Rule.Id),
            ["level"] = Level(finding.Severity),
            ["message"] = new JsonObject { ["text"] = $"{finding.Message} Instead: {finding.Rule.Instead}" },
            ["locations"] = new JsonArray(
                new JsonObject
                {
                    ["physicalLocation"] = new JsonObject
                    {
                        ["artifactLocation"] = new JsonObject { ["uri"] = Address(finding.At.File) },
                        ["region"] = new JsonObject
                        {
                            ["startLine"] = finding.At.Line,
                            ["startColumn"] = finding.At.Column,
                        },
                    },
                }
            ),
        };
        if (finding.AllowedBecause is { } reason)
        {
            result["suppressions"] = new JsonArray(
                new JsonObject { ["kind"] = "inSource", ["justification"] = reason }
            );
        }

        return result;
    }

    private static string Level(Severity severity) => severity == Severity.Error ? "error" : "warning";

    /// <summary>Relative to where we were called, which in a pipeline is the repository; what lies elsewhere by its full path.</summary>
    private static string Address(string file)
    {
        var full = Path.GetFullPath(file);
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, full).Replace('\\', '/');
        return relative.StartsWith("../", StringComparison.Ordinal) || Path.IsPathRooted(relative)
            ? new Uri(full).AbsoluteUri
            : string.Join('/', relative.Split('/').Select(Uri.EscapeDataString));
    }
}
