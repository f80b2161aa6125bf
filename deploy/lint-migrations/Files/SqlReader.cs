using System.Text.RegularExpressions;
using Mcpx.LintMigrations.Findings;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Mcpx.LintMigrations.Files;

/// <summary>What became of a file: its statements, or where and why it could not be read.</summary>
/// <param name="File">The file; null when it could not be read.</param>
/// <param name="Problems">Why not, each with its place.</param>
internal sealed record SqlReading(SqlFile? File, IReadOnlyList<(Spot At, string Text)> Problems);

/// <summary>
/// Parses T-SQL of the newest dialect within bounds. The parser recurses, and takes the square of nested parentheses: files are
/// bounded, parentheses and signs in a row are counted first, and a tree that is too deep is refused.
/// </summary>
internal static class SqlReader
{
    private const int MostParentheses = 200;
    private const int MostProblems = 20;

    // Each sign is a call of the parser on its own: with one byte a level, no stack is deep enough for a whole file of them.
    private const int MostSigns = 200;

    // The model visits what we hand on, with more on its stack for each level than the parser has.
    private const int MostDepth = 3_000;

    private static readonly Regex BatchCount = new(
        @"^(?<go>[ \t]*GO)(?<count>[ \t]+[0-9]+[ \t]*\r?)$",
        RegexOptions.Multiline
            | RegexOptions.IgnoreCase
            | RegexOptions.ExplicitCapture
            | RegexOptions.NonBacktracking
            | RegexOptions.CultureInvariant
    );

    /// <summary>Reads a file from disk.</summary>
    public static SqlReading Read(SqlPath path)
    {
        var (text, problem) = SqlText.Read(path.Path);
        return problem is null ? Parse(path.Name, text) : Refused(new(path.Name, 1, 1), $"The file {problem}.");
    }

    /// <summary>Reads a text; must run on a thread of <see cref="DeepStack"/>.</summary>
    public static SqlReading Parse(string name, string text)
    {
        var (script, problems) = Script(name, text, offset: 0, line: 1, column: 1);
        return new(script is null ? null : new(name, script), problems);
    }

    /// <summary>Reads a text that begins somewhere in a file.</summary>
    public static (TSqlScript? Script, IReadOnlyList<(Spot At, string Text)> Problems) Script(
        string name,
        string text,
        int offset,
        int line,
        int column
    )
    {
        // A parser is not kept: it holds what it read last.
        var parser = new TSql160Parser(initialQuotedIdentifiers: true, SqlEngineType.All);
        IList<ParseError> errors;
        IList<TSqlParserToken> tokens;
        using (var reader = new StringReader(WithoutCounts(text)))
        {
            tokens = parser.GetTokenStream(reader, out errors, offset, line, column);
        }

        if (errors.Count > 0)
        {
            return (null, Told(name, errors));
        }

        if (TooNested(tokens) is var (token, why))
        {
            return (null, [(new(name, token.Line, token.Column), why)]);
        }

        var script = parser.Parse(tokens, out errors) as TSqlScript;
        return errors.Count > 0 ? (null, Told(name, errors))
            : script is null || Depth.Of(script) > MostDepth
                ? (null, [(new(name, line, column), "Something in it is nested deeper than is read.")])
            : (script, []);
    }

    /// <summary><c>GO 5</c> is a word of the tools that run scripts, and the parser knows only <c>GO</c>: the count becomes blanks.</summary>
    private static string WithoutCounts(string text) =>
        BatchCount.Replace(text, found => found.Groups["go"].Value + new string(' ', found.Groups["count"].Length));

    private static (TSqlParserToken At, string Why)? TooNested(IList<TSqlParserToken> tokens)
    {
        var (open, signs) = (0, 0);
        foreach (var token in tokens)
        {
            switch (token.TokenType)
            {
                case TSqlTokenType.WhiteSpace or TSqlTokenType.SingleLineComment or TSqlTokenType.MultilineComment:
                    continue;
                case TSqlTokenType.Minus or TSqlTokenType.Plus or TSqlTokenType.Tilde or TSqlTokenType.Not:
                    signs++;
                    break;
                default:
                    signs = 0;
                    break;
            }

            open += token.TokenType switch
            {
                TSqlTokenType.LeftParenthesis => 1,
                TSqlTokenType.RightParenthesis => -1,
                _ => 0,
            };
            if (open > MostParentheses)
            {
                return (token, $"More than {MostParentheses} parentheses are open here.");
            }

            if (signs > MostSigns)
            {
                return (token, $"More than {MostSigns} signs stand in a row here.");
            }
        }

        return null;
    }

    private static List<(Spot At, string Text)> Told(string name, IList<ParseError> errors) =>
        [
            .. errors
                .Take(MostProblems)
                .Select(error =>
                    (new Spot(name, Math.Max(1, error.Line), Math.Max(1, error.Column)), OneLine(error.Message))
                ),
        ];

    private static SqlReading Refused(Spot at, string problem) => new(null, [(at, problem)]);

    private static string OneLine(string message) => message.ReplaceLineEndings(" ").Trim();
}
