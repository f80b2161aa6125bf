using Mcpx.Domain.Releases;
using Mcpx.Watchdog.Releases;

namespace Mcpx.Watchdog.Tests.Releases;

public sealed class ScriptJudgeTests : IDisposable
{
    private const string Answer = """
        {"folder": "f", "passed": false, "findings": [
          {"rule": "MIG010", "severity": "error", "file": "db/0119.sql", "line": 2, "message": "Column A becomes narrower.", "allowedBecause": null},
          {"rule": "MIG013", "severity": "warning", "file": "db/0119.sql", "line": 3, "message": "a check", "allowedBecause": null},
          {"rule": "MIG004", "severity": "error", "file": "db/0119.sql", "line": 4, "message": "a table", "allowedBecause": "agreed"}
        ]}
        """;

    private readonly Folder _folder = new();

    [Fact]
    public async Task Judge_NamesNoMigrations_FindsNothingToJudge() => Assert.Null(await JudgeAsync(migrations: []));

    [Fact]
    public async Task Judge_FolderMissing_IsNotJudged() =>
        Assert.Equal("v1 has no folder migrations", (await JudgeAsync())?.NotJudged);

    [Fact]
    public async Task Judge_NoLinter_IsNotJudged()
    {
        _folder.File("v1/migrations/0119.sql", "SELECT 1");

        Assert.Equal("the linter is not installed", (await JudgeAsync(program: null))?.NotJudged);
    }

    [Fact]
    public async Task Judge_Linted_KeepsErrorsThatNobodyAllowed()
    {
        _folder.File("v1/migrations/0119.sql", "SELECT 1");

        var found = await JudgeAsync(Linter($"echo '{Answer.ReplaceLineEndings(" ")}'; exit 1"));

        Assert.Null(found!.NotJudged);
        Assert.Equal(["0119.sql:2 MIG010 Column A becomes narrower"], found.Problems);
        Assert.Equal(64, found.Sha256!.Length);
    }

    [Theory]
    [InlineData("echo no folder >&2; exit 2", "the linter ended with 2: no folder")]
    [InlineData("echo '{}'", "the linter's answer cannot be read")]
    [InlineData("echo '{\"findings\": [{}]}'", "the linter's answer cannot be read")]
    [InlineData("echo '{\"findings\": 7}'", "the linter's answer cannot be read")]
    [InlineData("true", "the linter's answer cannot be read")]
    public async Task Judge_LinterFails_IsNotJudgedAndNeverClean(string script, string why)
    {
        _folder.File("v1/migrations/0119.sql", "SELECT 1");

        var found = await JudgeAsync(Linter(script));

        Assert.Equal((why, 0), (found!.NotJudged, found.Problems.Count));
    }

    [Fact]
    public async Task Judge_PrintsWithoutEnd_IsBounded()
    {
        _folder.File("v1/migrations/0119.sql", "SELECT 1");

        var found = await JudgeAsync(Linter("head -c 30000000 /dev/zero"));

        Assert.Equal("the linter's answer cannot be read", found!.NotJudged);
    }

    [Fact]
    public async Task Judge_SameScripts_AreJudgedOnceAndOthersAgain()
    {
        _folder.File("v1/migrations/0119.sql", "SELECT 1");
        var linter = Linter($"echo x >> '{_folder.Path}/runs'; echo '{{\"findings\": []}}'");
        var judge = new ScriptJudge(TimeProvider.System) { Program = () => linter };

        await JudgeAsync(judge);
        await JudgeAsync(judge);
        Assert.Single(File.ReadAllLines(Path.Combine(_folder.Path, "runs")));

        _folder.File("v1/migrations/0120.sql", "SELECT 1");
        await JudgeAsync(judge);
        Assert.Equal(2, File.ReadAllLines(Path.Combine(_folder.Path, "runs")).Length);
    }

    [Fact]
    public async Task Judge_LinterComesLater_TheSameScriptsAreJudgedThen()
    {
        _folder.File("v1/migrations/0119.sql", "SELECT 1");
        var linter = Linter("echo '{\"findings\": []}'");
        var broken = Path.Combine(_folder.Path, "no-such-linter");
        string? program = null;
        var judge = new ScriptJudge(TimeProvider.System) { Program = () => program };

        Assert.Equal("the linter is not installed", (await JudgeAsync(judge))?.NotJudged);
        program = broken;
        Assert.StartsWith(
            "the linter could not be started",
            (await JudgeAsync(judge))?.NotJudged,
            StringComparison.Ordinal
        );
        program = linter;
        Assert.Null((await JudgeAsync(judge))!.NotJudged);
    }

    public void Dispose() => _folder.Dispose();

    private string Linter(string script)
    {
        var file = _folder.File("lint", $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return file;
    }

    private Task<ScriptsFinding?> JudgeAsync(string? program = "/nowhere", string[]? migrations = null) =>
        JudgeAsync(new ScriptJudge(TimeProvider.System) { Program = () => program }, migrations);

    private Task<ScriptsFinding?> JudgeAsync(ScriptJudge judge, string[]? migrations = null) =>
        judge.JudgeAsync(
            new(
                "v1",
                Some.Start,
                Contract: 30,
                Schema: 119,
                [119],
                Coupled: false,
                new Dictionary<Mcpx.Domain.Signals.Component, Artifact>(),
                migrations ?? ["0119.sql"],
                EvidencePack: null
            ),
            Path.Combine(_folder.Path, "v1"),
            CancellationToken.None
        );
}
