namespace Mcpx.Watchdog.Evidence;

/// <summary>Tables as Markdown. A cell is one line and no markup of its own: what a portal answered becomes no link and no tag.</summary>
internal static class MarkdownText
{
    public static void Row(TextWriter output, params IReadOnlyList<string?> cells)
    {
        output.Write("| ");
        output.Write(string.Join(" | ", cells.Select(Cell)));
        output.Write(" |\n");
    }

    public static void Head(TextWriter output, params IReadOnlyList<string> titles)
    {
        Row(output, [.. titles]);
        output.Write($"|{string.Concat(Enumerable.Repeat(" --- |", titles.Count))}\n");
    }

    private static string Cell(string? text) =>
        (text ?? "")
            .ReplaceLineEndings(" ")
            .Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("|", "\\|", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace("[", "\\[", StringComparison.Ordinal);
}
