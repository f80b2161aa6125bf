using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Mcpx.Dashboard.Tests.Theme;

/// <summary>A colour that is written down twice will one day be two colours.</summary>
public sealed partial class ColourLiteralTests
{
    [Fact]
    public void Sources_OutsideTheTokens_NameNoColour()
    {
        var root = Path.GetFullPath(Path.Combine(Here(), "../../../src/Dashboard"));
        var files = Directory
            .EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .Where(static file =>
                file.EndsWith(".css", StringComparison.Ordinal) || file.EndsWith(".razor", StringComparison.Ordinal)
            )
            .ToArray();
        Assert.NotEmpty(files);

        var found = files.SelectMany(file =>
            Literal()
                .Matches(File.ReadAllText(file))
                .Select(match => $"{Path.GetRelativePath(root, file)}: {match.Value}")
        );
        Assert.Empty(found);
    }

    [Theory]
    [InlineData("color: #fff;")]
    [InlineData("background:#1a2b3c")]
    [InlineData("box-shadow: 0 0 2px rgba(0, 0, 0, 0.2)")]
    [InlineData("border: 1px solid red;")]
    public void Literal_OfAnyKind_IsSeen(string css) => Assert.Matches(Literal(), css);

    [GeneratedRegex(
        """(?<!href=")#(?:[0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3,4})\b|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch)\(|:[^;{}"]*\b(?:black|white|red|green|blue|gray|grey|silver|orange|yellow|purple|navy|teal)\s*[;}]""",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 5000
    )]
    private static partial Regex Literal();

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
