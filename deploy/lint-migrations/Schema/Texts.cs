using System.Text;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Mcpx.LintMigrations.Schema;

/// <summary>The text of a part of a file, as it was written.</summary>
internal static class Texts
{
    public static string Of(TSqlFragment fragment) => Of(fragment, fragment.FirstTokenIndex);

    /// <summary>The statement of a procedure, view or function, whatever it began with, as CREATE with its body to the letter.</summary>
    public static string AsCreated(TSqlFragment statement)
    {
        for (var index = statement.FirstTokenIndex; index <= statement.LastTokenIndex; index++)
        {
            var word = statement.ScriptTokenStream[index].TokenType switch
            {
                TSqlTokenType.Proc or TSqlTokenType.Procedure => "PROCEDURE",
                TSqlTokenType.View => "VIEW",
                TSqlTokenType.Function => "FUNCTION",
                _ => null,
            };
            if (word is not null)
            {
                return $"CREATE {word}{Of(statement, index + 1)}";
            }
        }

        return Of(statement);
    }

    private static string Of(TSqlFragment fragment, int first)
    {
        var text = new StringBuilder();
        for (var index = first; index <= fragment.LastTokenIndex; index++)
        {
            text.Append(fragment.ScriptTokenStream[index].Text);
        }

        return text.ToString();
    }
}
