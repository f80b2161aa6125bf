using System.Globalization;
using System.Text;
using Mcpx.Domain.Decisions;

namespace Mcpx.Domain.Rca;

/// <summary>The report as Markdown.</summary>
public static class RcaMarkdown
{
    /// <summary>Writes it.</summary>
    public static string Write(RcaReport report)
    {
        var text = new StringBuilder();
        Line(text, $"# {report.Title}");
        Line(text, $"Post-incident report, {report.Incident.Id}, runbook TJ-MCPX-RB-02 v1.1.0");
        Line(text, report.Summary);
        Table(text, "Roles", ["Role", "Who"], report.Roles.Select(role => new[] { role.Role, role.Who }));
        Table(
            text,
            "Where the time went",
            ["Phase", "From", "To", "Took"],
            report.Phases.Select(phase =>
                new[]
                {
                    phase.Name,
                    Words.Time(phase.From),
                    phase.To is { } to ? Words.Time(to) : "not ended",
                    phase.Took is { } took ? Words.Duration(took) : "not ended",
                }
            )
        );
        Table(
            text,
            "Before, during, after (worst reading)",
            ["Series", "Limit", "Before", "During", "After"],
            report.Readings.Select(reading =>
                new[]
                {
                    reading.Series,
                    Words.Value(reading.Limit, reading.Unit),
                    Value(reading.Before, reading),
                    Value(reading.During, reading),
                    Value(reading.After, reading),
                }
            )
        );
        Table(
            text,
            "Failing release against LKG",
            ["Part", "Failing", "LKG"],
            report.Parts.Select(part => new[] { part.Part, part.Failing, part.Lkg })
        );
        Table(
            text,
            "Why this rollback",
            ["Answer", "Question", "Fact"],
            report.Path.Select(node =>
                new[]
                {
                    node.Answer == PathAnswer.Outcome ? "Proposal" : node.Answer.ToString(),
                    node.Question,
                    node.Fact,
                }
            )
        );
        Table(
            text,
            "What was checked",
            ["Check", "Measured", "Required", "Result"],
            report.Checks.Select(check =>
                new[] { check.Name, check.Measured, check.Required, check.Passed ? "Passed" : "Failed" }
            )
        );
        Table(
            text,
            "Timeline (UTC)",
            ["Time", "What", "Who", "Entry"],
            report.Timeline.Select(line =>
                new[]
                {
                    line.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
                    line.Text,
                    line.Who,
                    $"#{line.Position.ToString(CultureInfo.InvariantCulture)}",
                }
            )
        );
        Table(
            text,
            "Acceptance criteria",
            ["Result", "Criterion", "Proof"],
            report.Criteria.Select(criterion => new[] { Word(criterion.Result), criterion.Text, criterion.Proof })
        );
        Line(text, "## Root cause");
        Line(text, RcaReport.NotCaptured);
        return text.ToString();
    }

    /// <summary>The result as a word.</summary>
    public static string Word(CriterionResult result) =>
        result switch
        {
            CriterionResult.NotMet => "Not met",
            CriterionResult.NotNeeded => "Not needed",
            _ => result.ToString(),
        };

    private static string Value(long? value, RcaReading reading) =>
        value is { } known ? Words.Value(known, reading.Unit) : RcaReport.NotCaptured;

    private static void Table(StringBuilder text, string title, string[] head, IEnumerable<string[]> rows)
    {
        var lines = rows.ToList();
        Line(text, $"## {title}");
        if (lines.Count == 0)
        {
            Line(text, RcaReport.NotCaptured);
            return;
        }

        text.Append("| ")
            .AppendJoin(" | ", head)
            .Append(" |\n|")
            .Insert(text.Length, " --- |", head.Length)
            .Append('\n');
        foreach (var row in lines)
        {
            text.Append("| ").AppendJoin(" | ", row.Select(Cell)).Append(" |\n");
        }

        text.Append('\n');
    }

    /// <summary>A cell is one line and no markup of its own: what a portal answered must not become a link or a tag.</summary>
    private static string Cell(string value) =>
        value
            .ReplaceLineEndings(" ")
            .Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("|", "\\|", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace("[", "\\[", StringComparison.Ordinal);

    private static void Line(StringBuilder text, string line) => text.Append(line).Append("\n\n");
}
