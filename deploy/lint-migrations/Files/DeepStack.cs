using System.Runtime.ExceptionServices;

namespace Mcpx.LintMigrations.Files;

/// <summary>A thread with a stack of a known size: a stack that overflows ends the process and cannot be caught.</summary>
internal static class DeepStack
{
    // Measured: the worst nesting a file of one mebibyte can hold parses in less than a quarter of it, with code no compiler has yet
    // optimised. It is address space: only what is used is taken.
    private const int Roomy = 512 * 1024 * 1024;

    /// <summary>Runs the whole of it where parsing cannot overflow.</summary>
    public static T Run<T>(Func<T> work)
        where T : notnull => Run(work, Timeout.InfiniteTimeSpan)!;

    /// <summary>The same, but waits no longer than this; what has not ended by then is left behind, and nothing comes back.</summary>
    public static T? Run<T>(Func<T> work, TimeSpan limit)
    {
        var result = default(T);
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    result = work();
                }
                catch (Exception problem)
                {
                    failure = ExceptionDispatchInfo.Capture(problem);
                }
            },
            Roomy
        )
        {
            IsBackground = true,
        };
        thread.Start();
        if (!thread.Join(limit))
        {
            return default;
        }

        failure?.Throw();
        return result;
    }
}
