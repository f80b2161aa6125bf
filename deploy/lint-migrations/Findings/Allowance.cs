using System.Text.RegularExpressions;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Mcpx.LintMigrations.Findings;

/// <summary>One <c>-- lint: allow MIG004 reason</c> as it stands in a file.</summary>
/// <param name="At">Where the comment begins.</param>
/// <param name="Offset">The comment's first character in the file.</param>
/// <param name="Rules">The rules it names.</param>
/// <param name="Reason">The words after them; empty when there are none.</param>
internal sealed record Allowance(Spot At, int Offset, IReadOnlyList<string> Rules, string Reason)
{
    private static readonly Regex Shape = new(
        @"^lint:\s*allow\s+(?<rules>MIG[0-9]{3}(\s*,\s*MIG[0-9]{3})*)(?<reason>(\s[\s\S]*)?)$",
        RegexOptions.IgnoreCase
            | RegexOptions.ExplicitCapture
            | RegexOptions.NonBacktracking
            | RegexOptions.CultureInvariant
    );

    /// <summary>Reads a comment; null when it says nothing to the linter.</summary>
    public static Allowance? Of(string file, TSqlParserToken token)
    {
        if (token.TokenType is not (TSqlTokenType.SingleLineComment or TSqlTokenType.MultilineComment))
        {
            return null;
        }

        var text = token.Text.TrimStart('-', '/', '*').TrimEnd('*', '/').Trim();
        if (!text.StartsWith("lint:", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var words = Shape.Match(text);
        var at = new Spot(file, token.Line, token.Column);
        return words.Success
            ? new(
                at,
                token.Offset,
                [
                    .. words
                        .Groups["rules"]
                        .Value.ToUpperInvariant()
                        .Split([',', ' '], StringSplitOptions.RemoveEmptyEntries),
                ],
                words.Groups["reason"].Value.Trim()
            )
            : new(at, token.Offset, [], "");
    }
}
