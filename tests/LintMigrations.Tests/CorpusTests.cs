using Mcpx.LintMigrations.Findings;
using Mcpx.LintMigrations.Rules;
using Mcpx.LintMigrations.Rules.Model;

namespace Mcpx.LintMigrations.Tests;

/// <summary>Walks the samples: a bad one breaks the rules in its name and no other, on the line that says so.</summary>
public sealed class CorpusTests
{
    private static readonly string[] OnlyBySchema = [FileRules.Rewritten.Id, .. ModelRules.All.Select(rule => rule.Id)];

    public static TheoryData<string> Bad => Files("bad");

    public static TheoryData<string> Good => Files("good");

    public static TheoryData<string> Model => Files("model", except: "base.sql");

    [Theory]
    [MemberData(nameof(Bad))]
    public void Lint_BadSample_BreaksItsRuleOnItsLine(string name)
    {
        using var folder = new Folder();
        folder.File(name, File.ReadAllBytes(Path.Combine(Folder.Corpus("bad"), name)));

        Judge(name, Lint.Run(new(folder.Path)), Path.Combine(folder.Path, name));
    }

    [Theory]
    [MemberData(nameof(Good))]
    public void Lint_GoodSample_BreaksNothing(string name)
    {
        using var folder = new Folder();
        folder.File(name, File.ReadAllBytes(Path.Combine(Folder.Corpus("good"), name)));

        var result = Lint.Run(new(folder.Path, Strict: true));

        Assert.True(result.Passed, Told(result));
    }

    [ModelTheory]
    [MemberData(nameof(Model))]
    public void Lint_SampleOnABase_BreaksItsRuleOnItsLine(string name)
    {
        using var folder = new Folder();
        var running = folder.Sub("base");
        folder.File("base/0001.sql", File.ReadAllBytes(Path.Combine(Folder.Corpus("model"), "base.sql")));
        var file = folder.File($"new/{name}", File.ReadAllBytes(Path.Combine(Folder.Corpus("model"), name)));

        var result = Lint.Run(new(Path.GetDirectoryName(file)!, running, Strict: true));

        if (name.StartsWith("good-", StringComparison.Ordinal))
        {
            Assert.True(result.Passed, Told(result));
        }
        else
        {
            Judge(name, result, file);
        }
    }

    [Fact]
    public void Corpus_EveryRule_HasABadSampleAndAGoodOne()
    {
        var bad = Names("bad").Concat(Names("model")).ToList();
        foreach (var rule in AllRules.Ids.Except([FileRules.Rewritten.Id]))
        {
            Assert.Contains(bad, name => name.Contains(rule, StringComparison.Ordinal));
            Assert.True(
                OnlyBySchema.Contains(rule)
                    || Names("good").Any(name => name.StartsWith(rule, StringComparison.Ordinal)),
                rule
            );
        }
    }

    [Fact]
    public void Documentation_EveryRule_IsInItsTable()
    {
        var page = File.ReadAllText(Path.Combine(Folder.Corpus("."), "..", "..", "..", "docs", "lint-migrations.md"));

        Assert.All(
            AllRules.Infos,
            info => Assert.Contains($"| {info.Id} | `{info.Name}` |", page, StringComparison.Ordinal)
        );
    }

    private static void Judge(string name, LintResult result, string file)
    {
        var expected = name.Split('-')[0].Split('+').Order(StringComparer.Ordinal);
        Assert.Equal(
            expected,
            result
                .Findings.Select(finding => finding.Rule.Id)
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)
        );
        var line =
            Array.FindIndex(File.ReadAllLines(file), text => text.Contains("-- here", StringComparison.Ordinal)) + 1;
        Assert.All(result.Findings, finding => Assert.True(line == 0 || finding.At.Line == line, Told(result)));
        Assert.Equal(0, result.Allowed);
    }

    private static string Told(LintResult result) =>
        string.Join('\n', result.Findings.Select(finding => $"{finding.At} {finding.Rule.Id} {finding.Message}"));

    private static TheoryData<string> Files(string folder, string except = "") =>
        [.. Names(folder).Where(name => name != except)];

    private static IEnumerable<string> Names(string folder) =>
        Directory
            .EnumerateFiles(Folder.Corpus(folder))
            .Select(file => Path.GetFileName(file)!)
            .Order(StringComparer.Ordinal);
}
