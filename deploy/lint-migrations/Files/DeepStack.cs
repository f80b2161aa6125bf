using System.Runtime.CompilerServices;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Mcpx.LintMigrations.Files;

/// <summary>Threads of a known size of stack: a stack that overflows ends the process and cannot be caught.</summary>
internal static class DeepStack
{
    // Measured: one mebibyte of the worst nesting takes well under half of it to parse and to visit.
    private const int Roomy = 256 * 1024 * 1024;
    private const int Tight = 256 * 1024;

    /// <summary>Runs the whole of it where parsing cannot overflow.</summary>
    public static T Run<T>(Func<T> work)
    {
        var result = default(T);
        System.Runtime.ExceptionServices.ExceptionDispatchInfo? failure = null;
        Join(
            () =>
            {
                try
                {
                    result = work();
                }
                catch (Exception problem)
                {
                    failure = System.Runtime.ExceptionServices.ExceptionDispatchInfo.Capture(problem);
                }
            },
            Roomy
        );
        failure?.Throw();
        return result!;
    }

    /// <summary>Whether visiting it needs more than a small stack: libraries visit it on threads that are not ours.</summary>
    public static bool IsTooDeep(TSqlFragment script)
    {
        var tooDeep = false;
        Join(
            () =>
            {
                try
                {
                    script.Accept(new Descent());
                }
                catch (InsufficientExecutionStackException)
                {
                    tooDeep = true;
                }
            },
            Tight
        );
        return tooDeep;
    }

    private static void Join(ThreadStart work, int stack)
    {
        var thread = new Thread(work, stack) { IsBackground = true };
        thread.Start();
        thread.Join();
    }

    private sealed class Descent : TSqlFragmentVisitor
    {
        public override void Visit(TSqlFragment fragment) => RuntimeHelpers.EnsureSufficientExecutionStack();
    }
}
