using System.Text;
using Mcpx.Domain.Configuration;

namespace Mcpx.Domain.Parity;

/// <summary>A parity report as Markdown: for a pull request, a ticket, an evidence pack.</summary>
public static class ParityMarkdown
{
    /// <summary>Writes it.</summary>
    /// <param name="environment">The environment compared.</param>
    /// <param name="report">What was found.</param>
    public static string Write(string environment, ParityReport report)
    {
        var text = new StringBuilder()
            .Append("# Parity of ")
            .Append(Cell(environment))
            .Append("\n\n")
            .Append(report.Critical == 0 ? "**No critical difference.** " : "**Critical drift.** ")
            .Append(
                FormattableString.Invariant(
                    $"{report.Critical} critical and {report.Warnings} warnings in {report.Compared} keys, compared at {report.At.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC.\n"
                )
            );
        foreach (var severity in Enum.GetValues<DriftSeverity>())
        {
            Section(text, severity, [.. report.Differences.Where(difference => difference.Severity == severity)]);
        }

        return text.ToString();
    }

    private static void Section(StringBuilder text, DriftSeverity severity, IReadOnlyList<ParityDifference> differences)
    {
        if (differences.Count == 0)
        {
            return;
        }

        text.Append("\n## ").Append(Title(severity)).Append("\n\n| Key | Expected | Effective |\n|---|---|---|\n");
        foreach (var difference in differences)
        {
            text.Append("| ")
                .Append(Cell(difference.Key))
                .Append(" | ")
                .Append(Value(difference.Expected, "no such key"))
                .Append(" | ")
                .Append(Value(difference.Effective, "missing"))
                .Append(" |\n");
        }
    }

    private static string Title(DriftSeverity severity) =>
        severity switch
        {
            DriftSeverity.Critical => "Critical",
            DriftSeverity.Warning => "Warnings",
            _ => "Allowed to differ",
        };

    private static string Value(string? value, string none) =>
        value switch
        {
            null => $"*{none}*",
            "" => "*empty*",
            _ => Cell(value),
        };

    /// <summary>A cell is one line and no markup of its own: what a portal answered must not become a link or a tag.</summary>
    private static string Cell(string value)
    {
        var text = new StringBuilder(value.Length);
        foreach (var c in value)
        {
            _ =
                char.IsControl(c) || c is '\u2028' or '\u2029' ? text.Append(' ')
                : c == '<' ? text.Append("&lt;")
                : c == '&' ? text.Append("&amp;")
                : c is '\\' or '|' or '[' or ']' or '*' or '_' or '`' or '#' or '!' or '~' ? text.Append('\\').Append(c)
                : text.Append(c);
        }

        return text.ToString();
    }
}
