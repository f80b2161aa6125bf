using System.Text;

namespace Mcpx.Domain.Rca;

/// <summary>The report as Markdown.</summary>
public static class RcaMarkdown
{
    /// <summary>Writes it.</summary>
    public static string Write(RcaReport report)
    {
        var text = new StringBuilder();
        foreach (var block in RcaDocument.Of(report))
        {
            switch (block)
            {
                case RcaBlock.Heading heading:
                    Line(text, $"{new string('#', heading.Level)} {heading.Text}");
                    break;
                case RcaBlock.Paragraph paragraph:
                    Line(text, Safe(paragraph.Text));
                    break;
                case RcaBlock.Points points:
                    Line(text, string.Join('\n', points.Items.Select(item => $"- {Cell(item)}")));
                    break;
                case RcaBlock.Table table:
                    Write(text, table);
                    break;
                default:
                    throw new InvalidOperationException($"{block.GetType().Name} is not written.");
            }
        }

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

    private static void Write(StringBuilder text, RcaBlock.Table table)
    {
        text.Append("| ")
            .AppendJoin(" | ", table.Head)
            .Append(" |\n|")
            .Insert(text.Length, " --- |", table.Head.Count)
            .Append('\n');
        foreach (var row in table.Rows)
        {
            text.Append("| ").AppendJoin(" | ", row.Select(Cell)).Append(" |\n");
        }

        text.Append('\n');
    }

    /// <summary>A cell is one line and no markup of its own: what a portal answered must not become a link or a tag.</summary>
    private static string Cell(string value) =>
        Safe(value.ReplaceLineEndings(" ")).Replace("|", "\\|", StringComparison.Ordinal);

    private static string Safe(string value) =>
        value
            .Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace("[", "\\[", StringComparison.Ordinal);

    private static void Line(StringBuilder text, string line) => text.Append(line).Append("\n\n");
}
