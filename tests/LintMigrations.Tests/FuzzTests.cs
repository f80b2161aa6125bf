using CsCheck;
using Mcpx.LintMigrations.Files;
using Mcpx.LintMigrations.Findings;
using Mcpx.LintMigrations.Rules;
using Mcpx.LintMigrations.Schema;

namespace Mcpx.LintMigrations.Tests;

/// <summary>Samples cut, doubled and mixed, and bytes of any kind: each is judged or refused with its place. A few hundred, or 200,000 with <c>MCPX_LONG=1</c>.</summary>
public sealed class FuzzTests
{
    private static readonly long Tries = Environment.GetEnvironmentVariable("MCPX_LONG") == "1" ? 200_000 : 600;

    private static readonly string[] Samples =
    [
        .. new[] { "bad", "good", "model" }
            .SelectMany(name => Directory.EnumerateFiles(Folder.Corpus(name)).Order(StringComparer.Ordinal))
            .Select(File.ReadAllText),
    ];

    private static readonly string[] Pieces =
    [
        "'",
        "\"",
        "[",
        "]",
        "(",
        ")",
        "((((((((",
        "/*",
        "*/",
        "--",
        "\n",
        "\r",
        ";",
        "\0",
        "\ud800",
        "\uFEFF",
        "é",
        "👍",
        "@",
        "#",
        ".",
        "..",
        "GO\n",
        "GO 3\n",
        "BEGIN ",
        "END ",
        "CREATE ",
        "ALTER ",
        "DROP ",
        "PROCEDURE ",
        "TABLE ",
        "AS ",
        "SELECT ",
        "FROM ",
        "EXEC ",
        "EXEC (N'",
        "')",
        "NULL",
        "NOT NULL ",
        "DEFAULT ",
        "GRANT ",
        "TO public ",
        "0x",
        "1e9999",
        "99999999999999999999",
        "N''",
        "-- lint: allow ",
        "MIG004 ",
        "MIG004, ",
        "because",
        "sp_rename 'a', 'b'",
        "sp_rename 'x', 'y', 'COLUMN'",
        "(max)",
        "nvarchar(0)",
    ];

    [Fact]
    public void Lint_AnyEditOfASample_IsJudgedOrRefused()
    {
        var edit = Gen.Select(Gen.Int[0, 4], Gen.Int[0, 600], Gen.Int[0, 40], Gen.Int[0, Pieces.Length - 1]);
        Gen.Select(Gen.Int[0, Samples.Length - 1], Gen.Int[0, Samples.Length - 1], edit.Array[1, 6])
            .Sample(
                (first, second, edits) => Judge(edits.Aggregate($"{Samples[first]}\nGO\n{Samples[second]}", Apply)),
                iter: Tries,
                threads: 1
            );
    }

    [Fact]
    public void Decode_AnyBytes_AreTextOrAProblem() =>
        Gen
            .Byte.Array[0, 400]
            .Sample(
                bytes =>
                {
                    var (text, problem) = SqlText.Decode(bytes);
                    if (problem is null)
                    {
                        Judge(text);
                    }
                },
                iter: Tries,
                threads: 1
            );

    private static void Judge(string text) =>
        DeepStack.Run(() =>
        {
            var reading = SqlReader.Parse("x.sql", text);
            Assert.All(reading.Problems, problem => Assert.True(problem.At is { Line: > 0, Column: > 0 }));
            Assert.Equal(reading.File is null, reading.Problems.Count > 0);
            if (reading.File is not { } file)
            {
                return 0;
            }

            var findings = TextRules.All(baseIsKnown: false).SelectMany(rule => rule.Check(file)).ToList();
            var allowances = new Allowances(file, AllRules.Ids);
            findings = [.. findings.Select(allowances.Judge), .. allowances.Wrong(_ => false)];
            Assert.All(
                findings,
                finding => Assert.True(finding.At is { Line: > 0, Column: > 0 } && finding.Message.Length > 0)
            );
            SchemaFold.Run(new(), file);
            return findings.Count;
        });

    private static string Apply(string text, (int How, int At, int Length, int Piece) edit)
    {
        var at = Math.Min(edit.At, text.Length);
        var length = Math.Min(edit.Length, text.Length - at);
        return edit.How switch
        {
            0 => text.Remove(at, length),
            1 => text.Insert(at, text.Substring(at, length)),
            2 => text[..at],
            3 => text.Insert(at, string.Concat(Enumerable.Repeat(Pieces[edit.Piece], edit.Length + 1))),
            _ => text.Insert(at, Pieces[edit.Piece]),
        };
    }
}
