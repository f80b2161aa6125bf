using System.Text.RegularExpressions;

namespace Mcpx.Domain.Tests.Architecture;

/// <summary>Who follows a link at night finds a page there.</summary>
public sealed partial class DocumentsTests
{
    [Fact]
    public void Links_ToOtherFiles_LeadSomewhere()
    {
        string[] documents =
        [
            .. Directory.EnumerateFiles(Repository.Root, "*.md"),
            .. Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories),
        ];
        var links = documents
            .SelectMany(file =>
                Link().Matches(File.ReadAllText(file)).Select(link => (file, To: link.Groups["to"].Value))
            )
            .Where(link => !link.To.Contains(':', StringComparison.Ordinal))
            .ToList();

        var dead = links.Where(link => !Path.Exists(Path.Combine(Path.GetDirectoryName(link.file)!, link.To)));

        Assert.True(links.Count > 100, "No links were found: how they are written has changed.");
        Assert.Empty(dead);
    }

    [GeneratedRegex(@"\]\((?<to>[^)#\s]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5_000)]
    private static partial Regex Link();
}
