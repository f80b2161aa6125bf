using System.Text.RegularExpressions;

namespace Mcpx.Domain.Tests.Architecture;

/// <summary>A map that names tests nobody wrote would be worse than none.</summary>
public sealed partial class RunbookMapTests
{
    private static readonly string[] Rooms = ["src", "db", "deploy"];

    [Fact]
    public void Map_EveryTestNamed_Exists()
    {
        var root = Repository.Root;
        var named = TestName().Matches(File.ReadAllText(Path.Combine(root, "docs", "runbook-map.md")));
        var sources = Directory
            .EnumerateFiles(Path.Combine(root, "tests"), "*.cs", SearchOption.AllDirectories)
            .Select(File.ReadAllText)
            .ToList();

        var missing = named
            .Select(match => (Class: match.Groups["class"].Value, Method: match.Groups["method"].Value))
            .Distinct()
            .Where(test => !sources.Exists(source => Defines(source, test.Class, test.Method)))
            .Select(test => $"{test.Class}.{test.Method}");

        Assert.True(named.Count > 30, "The map's format changed and no test name was found.");
        Assert.Empty(missing);
    }

    [Fact]
    public void Map_EveryFileNamed_Exists()
    {
        var root = Repository.Root;
        var files = Rooms
            .SelectMany(folder =>
                Directory.EnumerateFiles(Path.Combine(root, folder), "*.cs", SearchOption.AllDirectories)
            )
            .Select(file => $"/{Path.GetRelativePath(root, file).Replace('\\', '/')}")
            .ToList();

        var named = FileName().Matches(File.ReadAllText(Path.Combine(root, "docs", "runbook-map.md")));
        var missing = named
            .Select(match => match.Groups["file"].Value)
            .Distinct()
            .Where(name => !files.Exists(file => file.EndsWith($"/{name}", StringComparison.Ordinal)));

        Assert.True(named.Count > 30, "The map's format changed and no file name was found.");
        Assert.Empty(missing);
    }

    private static bool Defines(string source, string type, string method) =>
        Regex.IsMatch(source, $@"class {type}\b", RegexOptions.None, TimeSpan.FromSeconds(5))
        && source.Contains($" {method}(", StringComparison.Ordinal);

    [GeneratedRegex(@"`(?<file>[\w/.]+\.cs)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5_000)]
    private static partial Regex FileName();

    [GeneratedRegex(
        @"`(?<class>\w+Tests)\.(?<method>\w+)`",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 5_000
    )]
    private static partial Regex TestName();
}
