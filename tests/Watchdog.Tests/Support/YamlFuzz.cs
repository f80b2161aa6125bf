using CsCheck;
using Mcpx.Watchdog.Replay;
using Mcpx.Watchdog.Yaml;
using YamlDotNet.RepresentationModel;

namespace Mcpx.Watchdog.Tests.Support;

/// <summary>
/// A good file with letters, lines and pieces of YAML put in, taken out and moved about: 3,000 of them, a million with
/// <c>MCPX_LONG=1</c>. Each is read, or refused with its place; nothing else may happen.
/// </summary>
internal static class YamlFuzz
{
    private static readonly long Tries = Environment.GetEnvironmentVariable("MCPX_LONG") == "1" ? 1_000_000 : 3_000;

    private static readonly string[] Pieces =
    [
        "\t",
        " ",
        "\n",
        "\r\n",
        "\u0085",
        "\u2028",
        "\0",
        "\ud800",
        "\uFEFF",
        ":",
        ": ",
        "- ",
        "? ",
        ",",
        "[",
        "]",
        "{",
        "}",
        "\"",
        "'",
        "#",
        " #",
        "&a ",
        "*a",
        "|\n",
        ">-\n",
        "%YAML 1.2\n",
        "---\n",
        "...\n",
        "@",
        "`",
        "!",
        "!!binary ",
        "!<x> ",
        "<<: ",
        "~",
        "\\",
        "\\x",
        "'\\u12'",
        "{{",
        "}}",
        "{{walk}}",
        "{{nobody}}",
        "$",
        "$[*]",
        "$..a",
        "is ",
        "matches ",
        "matches ((((",
        "matches (a*)*b",
        "nullable ",
        "array of ",
        "map of ",
        "any",
        "-1",
        "99999999999999999999",
        "1e999",
        "0x1F",
        "é",
        "👍",
        "path: //x",
        "[[[[[[[[[[",
        "{a: {a: {a: {a: ",
        "- - - - - - ",
    ];

    public static void Run(string good, string file, Func<string, YamlNode, object> read)
    {
        var edit = Gen.Select(Gen.Int[0, 4], Gen.Int[0, good.Length], Gen.Int[0, 30], Gen.Int[0, Pieces.Length - 1]);
        edit.Array[1, 6]
            .Sample(
                edits =>
                {
                    var text = edits.Aggregate(good, Apply);
                    try
                    {
                        Assert.NotNull(read(file, YamlFile.Parse(file, text)));
                    }
                    catch (BadFileException refused)
                    {
                        Assert.InRange(refused.Problems.Count, 1, 10_000);
                        Assert.All(
                            refused.Problems,
                            problem => Assert.StartsWith($"{file}:", problem, StringComparison.Ordinal)
                        );
                    }
                },
                iter: Tries
            );
    }

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
