using System.Text;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Mcpx.LintMigrations.Schema;

/// <summary>The text of a part of a file, as it was written.</summary>
internal static class Texts
{
    public static string Of(TSqlFragment fragment) => Of(fragment, fragment.FirstTokenIndex);

    /// <summary>A procedure's statement, whatever it began with, as <c>CREATE PROCEDURE</c> with its body to the letter.</summary>
    public static string AsCreated(ProcedureStatementBody procedure)
    {
        var tokens = procedure.ScriptTokenStream;
        var word = procedure.FirstTokenIndex;
        while (tokens[word].TokenType is not (TSqlTokenType.Proc or TSqlTokenType.Procedure))
        {
            word++;
        }

        return "CREATE PROCEDURE" + Of(procedure, word + 1);
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
