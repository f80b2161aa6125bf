using Mcpx.LintMigrations.Files;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Mcpx.LintMigrations.Schema;

/// <summary>The statements that run when a file runs, in their order: blocks and branches opened, bodies of procedures not.</summary>
internal static class Statements
{
    /// <summary>Every branch is taken: a migration that asks first whether something exists does so to be repeatable.</summary>
    public static IEnumerable<TSqlStatement> Of(SqlFile file) =>
        Of(file, file.Script.Batches.SelectMany(batch => batch.Statements));

    /// <summary>The statements of a body.</summary>
    public static IEnumerable<TSqlStatement> Of(SqlFile? file, IEnumerable<TSqlStatement?> statements)
    {
        var waiting = new Stack<TSqlStatement>();
        Push(statements);
        while (waiting.TryPop(out var statement))
        {
            switch (statement)
            {
                case BeginEndBlockStatement block:
                    Push(block.StatementList.Statements);
                    break;
                case TryCatchStatement attempt:
                    Push(attempt.TryStatements.Statements.Concat(attempt.CatchStatements.Statements));
                    break;
                case IfStatement choice:
                    Push([choice.ThenStatement, choice.ElseStatement]);
                    break;
                case WhileStatement loop:
                    Push([loop.Statement]);
                    break;
                case ExecuteStatement call when Embedded(file, call) is { } script:
                    Push(script.Batches.SelectMany(batch => batch.Statements));
                    break;
                default:
                    yield return statement;
                    break;
            }
        }

        void Push(IEnumerable<TSqlStatement?> more)
        {
            foreach (var statement in more.OfType<TSqlStatement>().Reverse())
            {
                waiting.Push(statement);
            }
        }
    }

    private static TSqlScript? Embedded(SqlFile? file, ExecuteStatement call) =>
        file is not null && DynamicText.Constant(call.ExecuteSpecification?.ExecutableEntity) is { } text
            ? file.Embedded.GetValueOrDefault(text)
            : null;
}
