using System.Text.Json;
using Mcpx.LintMigrations.Rules;

namespace Mcpx.LintMigrations.Tests;

public sealed class LintCommandTests : IDisposable
{
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Lint_AnError_Exits1AndSaysWhereAndWhatInstead()
    {
        var file = _folder.File("0001.sql", "SELECT 1;\n  DROP TABLE dbo.Flag;");

        var (code, output, error) = Lint.Command(_folder.Path);

        Assert.Equal((1, ""), (code, error));
        Assert.Equal(
            $"""
            {file}:2:3 MIG004 error: Table dbo.Flag is dropped.
                instead: Leave the table where it is and stop using it; what replaces it is added beside it.
            Not judged, without --base: parameters and results of procedures, lost grants, narrowed types and broken references.
            {_folder.Path}: 1 errors, 0 warnings, 0 allowed in 1 files.

            """,
            output
        );
    }

    [Fact]
    public void Lint_AWarning_Exits0AndStrictly1()
    {
        _folder.File("0001.sql", "DROP INDEX IX_A ON dbo.Flag;");

        Assert.Equal(0, Lint.Command(_folder.Path).Code);
        Assert.Equal(1, Lint.Command(_folder.Path, "--strict").Code);
    }

    [Fact]
    public void Lint_Allowed_Exits0AndIsListed()
    {
        _folder.File("0001.sql", "-- lint: allow MIG004 nobody reads it, agreed with the DBA\nDROP TABLE dbo.Flag;");

        var (code, output, _) = Lint.Command(_folder.Path, "--strict");

        Assert.Equal(0, code);
        Assert.Contains(
            "0001.sql:2:1 MIG004 allowed: Table dbo.Flag is dropped.\n    allowed: nobody reads it, agreed with the DBA\n",
            output,
            StringComparison.Ordinal
        );
        Assert.EndsWith("0 errors, 0 warnings, 1 allowed in 1 files.\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Lint_Json_IsTheResult()
    {
        _folder.File("0001.sql", "DROP TABLE dbo.Flag;");

        var (code, output, _) = Lint.Command(_folder.Path, "--json");

        using var json = JsonDocument.Parse(output);
        var finding = json.RootElement.GetProperty("findings")[0];
        Assert.Equal(1, code);
        Assert.False(json.RootElement.GetProperty("passed").GetBoolean());
        Assert.Equal(1, json.RootElement.GetProperty("notJudged").GetArrayLength());
        Assert.Equal(
            ("MIG004", "error", 1, 1, "dbo.Flag", "8"),
            (
                finding.GetProperty("rule").GetString(),
                finding.GetProperty("severity").GetString(),
                finding.GetProperty("line").GetInt32(),
                finding.GetProperty("column").GetInt32(),
                finding.GetProperty("object").GetString(),
                finding.GetProperty("runbook").GetString()
            )
        );
    }

    [Fact]
    public void Lint_Sarif_HasWhatTheStandardRequires()
    {
        _folder.File(
            "with space/0001.sql",
            "DROP TABLE dbo.Flag;\n-- lint: allow MIG008 filled again at every start\nTRUNCATE TABLE dbo.Queue;"
        );
        var file = Path.Combine(_folder.Path, "out.sarif");

        Assert.Equal(1, Lint.Command(_folder.Path, "--sarif", file).Code);

        using var sarif = JsonDocument.Parse(File.ReadAllText(file));
        Assert.Equal("2.1.0", sarif.RootElement.GetProperty("version").GetString());
        var run = Assert.Single(sarif.RootElement.GetProperty("runs").EnumerateArray());
        var driver = run.GetProperty("tool").GetProperty("driver");
        Assert.Equal("mcpx-lint-migrations", driver.GetProperty("name").GetString());
        var rules = driver.GetProperty("rules").EnumerateArray().ToList();
        Assert.Equal(AllRules.Infos.Select(info => info.Id), rules.Select(rule => rule.GetProperty("id").GetString()!));
        Assert.All(
            rules,
            rule =>
            {
                Assert.NotEqual("", rule.GetProperty("shortDescription").GetProperty("text").GetString());
                Assert.NotEqual("", rule.GetProperty("help").GetProperty("text").GetString());
                Assert.Contains(
                    rule.GetProperty("defaultConfiguration").GetProperty("level").GetString(),
                    (string?[])["error", "warning"]
                );
            }
        );
        var results = run.GetProperty("results").EnumerateArray().ToList();
        Assert.Equal(2, results.Count);
        Assert.All(
            results,
            result =>
            {
                var place = result.GetProperty("locations")[0].GetProperty("physicalLocation");
                Assert.True(
                    Uri.TryCreate(
                        place.GetProperty("artifactLocation").GetProperty("uri").GetString(),
                        UriKind.RelativeOrAbsolute,
                        out var address
                    )
                );
                Assert.EndsWith("with%20space/0001.sql", address.OriginalString, StringComparison.Ordinal);
                Assert.True(place.GetProperty("region").GetProperty("startLine").GetInt32() > 0);
                Assert.Equal(
                    result.GetProperty("ruleId").GetString(),
                    rules[result.GetProperty("ruleIndex").GetInt32()].GetProperty("id").GetString()
                );
                Assert.NotEqual("", result.GetProperty("message").GetProperty("text").GetString());
            }
        );
        var suppressed = Assert.Single(results, result => result.TryGetProperty("suppressions", out _));
        Assert.Equal("inSource", suppressed.GetProperty("suppressions")[0].GetProperty("kind").GetString());
        Assert.True(run.GetProperty("invocations")[0].GetProperty("executionSuccessful").GetBoolean());
    }

    [Fact]
    public void Lint_NothingToJudge_Exits2AndReplacesAnOldSarif()
    {
        var old = _folder.File("old.sarif", "{}");
        var empty = _folder.Sub("empty");

        var (code, output, error) = Lint.Command(empty, "--sarif", old);

        Assert.Equal((2, "", $"{empty}: holds no .sql file\n"), (code, output, error));
        using var sarif = JsonDocument.Parse(File.ReadAllText(old));
        var invocation = sarif.RootElement.GetProperty("runs")[0].GetProperty("invocations")[0];
        Assert.False(invocation.GetProperty("executionSuccessful").GetBoolean());
    }

    [Fact]
    public void Lint_BadUsage_Exits2WithOneReason()
    {
        var file = _folder.File("new/0001.sql", "SELECT 1;");
        var folder = Path.GetDirectoryName(file)!;
        var comment = Path.GetDirectoryName(_folder.File("comment/0001.sql", "-- nothing to run\n"))!;
        foreach (
            var (arguments, reason) in new (string[], string)[]
            {
                ([], "Name the folder with the migrations"),
                (["/no/such/folder"], "/no/such/folder: no such folder"),
                ([file], $"{file}: is a file, not a folder"),
                ([comment], $"{comment}: no statement in 1 .sql files"),
                ([folder, "--base", "/no/such"], "/no/such: no such dacpac or folder"),
                ([folder, "--calls", file], "--calls needs --base"),
                ([folder, "--sarif", "/no/such/folder/x.sarif"], "--sarif = /no/such/folder/x.sarif: "),
                ([folder, "--out", "x.sql"], "--out is the hotfix's file"),
                ([folder, "--nonsense"], "Unrecognized command or argument '--nonsense'"),
                (["--hotfix", "dbo.P"], "--hotfix goes with --base and --out"),
                (["--hotfix", "dbo.P", "--base", folder, "--out", file], $"{folder}: has no procedure dbo.P"),
            }
        )
        {
            var (code, output, error) = Lint.Command(arguments);

            Assert.Equal((2, ""), (code, output));
            Assert.StartsWith(reason, error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Hotfix_AProcedure_IsAMigrationThatItselfIsClean()
    {
        var running = Path.GetDirectoryName(
            _folder.File(
                "base/0001.sql",
                """
                CREATE OR ALTER  PROC [dbo].[sp_Get]
                    @Id int -- the key
                AS
                BEGIN
                    SELECT Id FROM dbo.Flag WHERE Id = @Id; -- as it was
                END
                GO
                GRANT EXECUTE ON dbo.sp_Get TO portal_api
                GRANT EXEC ON OBJECT::dbo.sp_Get TO reporting;
                """
            )
        )!;
        var file = Path.Combine(_folder.Sub("new"), "0002_hotfix.sql");

        var (code, output, error) = Lint.Command("--hotfix", "SP_GET", "--base", running, "--out", file);

        Assert.Equal((0, ""), (code, error));
        Assert.StartsWith(file, output, StringComparison.Ordinal);
        var text = File.ReadAllText(file);
        foreach (var field in new[] { "-- Incident:", "-- Author:", "-- DBA review", "-- SEC review" })
        {
            Assert.Contains($"\n{field}", text, StringComparison.Ordinal);
        }

        Assert.EndsWith(
            """
            DROP PROCEDURE IF EXISTS [dbo].[sp_Get];
            GO

            CREATE PROCEDURE [dbo].[sp_Get]
                @Id int -- the key
            AS
            BEGIN
                SELECT Id FROM dbo.Flag WHERE Id = @Id; -- as it was
            END
            GO

            GRANT EXECUTE ON dbo.sp_Get TO portal_api;
            GRANT EXEC ON OBJECT::dbo.sp_Get TO reporting;
            GO

            """,
            text,
            StringComparison.Ordinal
        );
        Assert.Equal(0, Lint.Command(Path.GetDirectoryName(file)!, "--base", running, "--strict").Code);
    }

    [Fact]
    public void Hotfix_FileIsThere_IsNotOverwritten()
    {
        var running = Path.GetDirectoryName(
            _folder.File("base/0001.sql", "CREATE PROCEDURE dbo.P AS SELECT 1 AS One;")
        )!;
        var file = _folder.File("0002.sql", "mine");

        var (code, _, error) = Lint.Command("--hotfix", "P", "--base", running, "--out", file);

        Assert.Equal(2, code);
        Assert.StartsWith($"{file}: ", error, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(file));
    }
}
