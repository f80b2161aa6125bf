using System.Buffers;

namespace Mcpx.Domain.Rollback;

/// <summary>An argument list as one line for a POSIX shell, quoted where it must be, so that a person can paste it.</summary>
public static class ShellWords
{
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_@%+=:,./-"
    );

    /// <summary>The line.</summary>
    public static string Of(IEnumerable<string> arguments) => string.Join(' ', arguments.Select(Quote));

    private static string Quote(string argument) =>
        argument.Length > 0 && argument.AsSpan().IndexOfAnyExcept(Plain) < 0
            ? argument
            : $"'{argument.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
