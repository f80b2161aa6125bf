using System.IO.Compression;
using Mcpx.Hosting;
using Mcpx.LintMigrations.Findings;
using Mcpx.LintMigrations.Schema;
using Microsoft.SqlServer.Dac;
using Microsoft.SqlServer.Dac.Model;

namespace Mcpx.LintMigrations.Tests;

public sealed class LintingTests : IDisposable
{
    private const string Running = """
        CREATE TABLE dbo.Flag (Id int NOT NULL, Name nvarchar(50) NULL);
        GO
        CREATE PROCEDURE dbo.sp_Get @Id int AS SELECT Id, Name FROM dbo.Flag WHERE Id = @Id;
        GO
        CREATE PROCEDURE dbo.sp_List AS SELECT Id, Name FROM dbo.Flag;
        GO
        GRANT EXECUTE ON dbo.sp_Get TO portal_api;
        """;

    private const string Changed = """
        DROP PROCEDURE IF EXISTS dbo.sp_Get;
        GO
        CREATE PROCEDURE dbo.sp_Get @Id int, @Area int AS SELECT Id FROM dbo.Flag WHERE Id = @Id;
        GO
        GRANT EXECUTE ON dbo.sp_Get TO portal_api;
        """;

    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [ModelFact]
    public void Run_Calls_NarrowItToWhatIsCalled()
    {
        Base();
        New(Changed);

        Assert.Equal(["MIG023", "MIG024"], Rules(Ask(Calls("- dbo.sp_List\n- procedure: sp_get"))));
        Assert.Empty(Rules(Ask(Calls("- dbo.sp_List"))));
        Assert.Equal(["MIG023"], Rules(Ask(Calls("- {procedure: dbo.sp_Get, parameters: [Id], columns: [Id]}"))));
        Assert.Equal(
            ["MIG021"],
            Rules(
                Ask(
                    Calls(
                        """[{"procedure": "dbo.sp_Get", "parameters": ["@Id", "@Area", "@Gone"], "columns": ["Id"]}]"""
                    )
                )
            )
        );
    }

    [ModelFact]
    public void Run_CallOfWhatNobodyHas_IsFoundInTheCalls()
    {
        Base();
        New("SELECT 1;");
        var calls = Calls("- dbo.sp_List\n- dbo.sp_Nobody");

        var finding = Assert.Single(Lint.Run(Ask(calls)).Findings);

        Assert.Equal(("MIG020", $"{calls}:2:3"), (finding.Rule.Id, finding.At.ToString()));
    }

    [ModelFact]
    public void Run_AppliedMigrations_AreNotJudgedAgain()
    {
        Base();
        _folder.File("new/0001.sql", Running);
        New("ALTER TABLE dbo.Flag ADD Owner nvarchar(50) NULL;");

        var result = Lint.Run(Ask());

        Assert.Empty(result.Findings);
        Assert.Equal((1, 1), (result.Files, result.Applied));
    }

    [ModelFact]
    public void Run_AppliedMigrationChanged_IsFound()
    {
        Base();
        _folder.File("new/0001.sql", $"{Running}\n-- only a word");

        Assert.Contains("MIG003", Rules(Ask()));
    }

    [ModelFact]
    public void Run_ScriptsThatAlter_AreFoldedIntoTheBase()
    {
        Base();
        _folder.File(
            "base/0002.sql",
            """
            ALTER TABLE dbo.Flag ADD Owner nvarchar(50) NULL;
            ALTER TABLE dbo.Flag ALTER COLUMN Name nvarchar(80) NULL;
            EXEC sp_rename 'dbo.sp_List', 'sp_All';
            """
        );
        New(
            "ALTER TABLE dbo.Flag ALTER COLUMN Name nvarchar(60) NULL;\nGO\nCREATE PROCEDURE dbo.sp_O AS SELECT Owner FROM dbo.Flag;"
        );

        var finding = Assert.Single(Lint.Run(Ask()).Findings);

        Assert.Equal(("MIG010", Severity.Error), (finding.Rule.Id, finding.Severity));
        Assert.Contains("nvarchar(80) becomes nvarchar(60)", finding.Message, StringComparison.Ordinal);
    }

    [ModelFact]
    public void Run_Dacpac_IsABaseAsScriptsAre()
    {
        var dacpac = Path.Combine(_folder.Path, "portal.dacpac");
        using (var model = new TSqlModel(SqlServerVersion.Sql160, new TSqlModelOptions()))
        {
            model.AddObjects("CREATE USER portal_api WITHOUT LOGIN;");
            foreach (var script in Running.Split("GO\n"))
            {
                model.AddObjects(script);
            }

            DacPackageExtensions.BuildPackage(dacpac, model, new PackageMetadata());
        }

        New(Changed.Replace("GRANT EXECUTE ON dbo.sp_Get TO portal_api;", "", StringComparison.Ordinal));

        Assert.Equal(["MIG023", "MIG024", "MIG025"], Rules(new(Path.Combine(_folder.Path, "new"), dacpac)));
    }

    [ModelFact]
    public void Run_BadDacpac_IsRefusedWithAReason()
    {
        New("SELECT 1;");
        var empty = _folder.File("empty.dacpac", "");
        var garbage = _folder.File("garbage.dacpac", "PK\u0003\u0004 nothing of the kind");
        var noModel = Zip("zip.dacpac", "other.xml", "<a/>");
        var badModel = Zip("bad.dacpac", "model.xml", "<DataSchemaModel><Model>");
        foreach (var path in new[] { empty, garbage, noModel, badModel, Path.Combine(_folder.Path, "none.dacpac") })
        {
            var refused = Assert.Throws<BadFileException>(() => Lint.Run(new(Path.Combine(_folder.Path, "new"), path)));
            Assert.StartsWith($"{path}: ", Assert.Single(refused.Problems), StringComparison.Ordinal);
        }
    }

    [ModelFact]
    public void Run_DacpacThatUnpacksToTooMuch_IsRefusedBeforeItIsRead()
    {
        New("SELECT 1;");
        var path = Path.Combine(_folder.Path, "bomb.dacpac");
        using (var archive = ZipFile.Open(path, ZipArchiveMode.Create))
        {
            using var content = archive.CreateEntry("model.xml").Open();
            var block = new byte[1024 * 1024];
            for (var i = 0; i < 257; i++)
            {
                content.Write(block);
            }
        }

        var refused = Assert.Throws<BadFileException>(() => Lint.Run(new(Path.Combine(_folder.Path, "new"), path)));

        Assert.Contains("unpacks to more than 256 MiB", refused.Message, StringComparison.Ordinal);
    }

    [ModelFact]
    public void Run_WhatTheModelCannotRead_IsNotJudgedAndSaysSo()
    {
        var nested = string.Concat(Enumerable.Repeat("(SELECT Id FROM ", 174));
        var closed = string.Concat(Enumerable.Repeat(") t", 174));
        _folder.File(
            "base/0001.sql",
            $"{Running}\nGO\nCREATE PROCEDURE dbo.sp_Deep AS SELECT Id FROM {nested}dbo.Flag{closed};"
        );
        New("ALTER TABLE dbo.Flag DROP COLUMN Name;");

        var result = Lint.Run(Ask());

        Assert.Contains(result.NotJudged, note => note.StartsWith("broken references of ", StringComparison.Ordinal));
        Assert.Contains(result.Findings, finding => finding.Rule.Id == "MIG005");
    }

    [ModelFact]
    public void Ask_ModelTakesTooLong_IsLeftAndSaysSo()
    {
        var answer = SchemaModel.Ask(new(), TimeSpan.Zero);

        Assert.Empty(answer.Unresolved);
        Assert.Equal(["the whole schema: the model took longer than 0 s"], answer.Failed);
    }

    [ModelFact]
    public void Run_ChangedProcedureWhoseResultWasNotKnown_IsNotJudgedAndSaysSo()
    {
        _folder.File("base/0001.sql", $"{Running}\nGO\nCREATE PROCEDURE dbo.sp_Star AS SELECT * FROM dbo.Flag;");
        New("ALTER PROCEDURE dbo.sp_Star AS SELECT Id FROM dbo.Flag;");

        var result = Lint.Run(Ask());

        Assert.Equal(["the result of dbo.sp_Star: it selects *"], result.NotJudged);
        Assert.Empty(result.Findings);
    }

    [ModelFact]
    public void Run_AlteredView_IsWhatProceduresSeeAfterwards()
    {
        _folder.File(
            "base/0001.sql",
            $"{Running}\nGO\nCREATE OR ALTER VIEW dbo.Flags AS SELECT Id, Name FROM dbo.Flag;\nGO\nCREATE PROCEDURE dbo.sp_V AS SELECT Name FROM dbo.Flags;"
        );
        New("ALTER VIEW dbo.Flags AS SELECT Id FROM dbo.Flag;");

        Assert.Equal(["MIG026"], Rules(Ask()));
    }

    [Fact]
    public void Run_BaseThatDoesNotParse_IsRefusedWithItsPlace()
    {
        var bad = _folder.File("base/0001.sql", "SELECT 1;\nCREATE TABEL x;");
        New("SELECT 1;");

        var refused = Assert.Throws<BadFileException>(() => Lint.Run(Ask()));

        Assert.StartsWith($"{bad}:2:", refused.Problems[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("procedure: dbo.sp_Get", "a list of procedures must stand here")]
    [InlineData("- procedures: dbo.sp_Get", "unknown key procedures")]
    [InlineData("- procedure: dbo.sp_Get\n  parameters: Id", "parameters must be a list")]
    [InlineData("- dbo.sp_Get\n- sp_get", "stands here twice")]
    [InlineData("[]", "a list of procedures must stand here")]
    [InlineData("- [", ":")]
    public void Run_BadCalls_AreRefusedWithTheirPlace(string text, string problem)
    {
        Base();
        New("SELECT 1;");
        var calls = Calls(text);

        var refused = Assert.Throws<BadFileException>(() => Lint.Run(Ask(calls)));

        Assert.StartsWith($"{calls}:", refused.Problems[0], StringComparison.Ordinal);
        Assert.Contains(problem, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_ThousandsOfFiles_AreReadOneByOne()
    {
        for (var i = 0; i < 3_000; i++)
        {
            _folder.File(
                FormattableString.Invariant($"new/{i % 7}/{i:0000}.sql"),
                "ALTER TABLE dbo.Flag DROP COLUMN Scope;"
            );
        }

        var result = Lint.Run(new(Path.Combine(_folder.Path, "new")));

        Assert.Equal((3_000, 3_000), (result.Files, result.Errors));
    }

    private void Base() => _folder.File("base/0001.sql", Running);

    private void New(string sql) => _folder.File("new/0100.sql", sql);

    private string Calls(string text) => _folder.File("calls.yaml", text);

    private LintRequest Ask(string? calls = null) =>
        new(Path.Combine(_folder.Path, "new"), Path.Combine(_folder.Path, "base"), calls);

    private string Zip(string name, string entry, string text)
    {
        var path = Path.Combine(_folder.Path, name);
        using var archive = ZipFile.Open(path, ZipArchiveMode.Create);
        using var content = new StreamWriter(archive.CreateEntry(entry).Open());
        content.Write(text);
        return path;
    }

    private static IEnumerable<string> Rules(LintRequest request) =>
        Lint.Run(request)
            .Findings.Select(finding => finding.Rule.Id)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);
}
