using DiffPlex;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;
using DiffPlex.Renderer;

namespace Mcpx.Dashboard.Store;

/// <summary>What changed between two kept versions of a report.</summary>
internal static class ReportDiff
{
    /// <summary>As <c>diff -u</c> writes it.</summary>
    public static string Unified(string before, string after, int from, int to) =>
        UnidiffRenderer.GenerateUnidiff(before, after, $"version {from}", $"version {to}");

    /// <summary>Only the lines that changed, for the screen.</summary>
    public static IReadOnlyList<(bool Added, string Text)> Lines(string before, string after) =>
        [
            .. new InlineDiffBuilder(new Differ())
                .BuildDiffModel(before, after)
                .Lines.Where(line => line.Type is ChangeType.Inserted or ChangeType.Deleted && line.Text.Length > 0)
                .Select(line => (line.Type == ChangeType.Inserted, line.Text)),
        ];
}
