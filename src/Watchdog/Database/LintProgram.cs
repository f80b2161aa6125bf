using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Mcpx.Watchdog.Database;

/// <summary>
/// The linter of migrations, a program of its own: with SQL Server's model it weighs more than the watchdog.
/// </summary>
internal static class LintProgram
{
    /// <summary>Names the program where it lies elsewhere.</summary>
    public const string PathVariable = "MCPX_LINT_MIGRATIONS";

    private const string Name = "mcpx-lint-migrations";

    /// <summary>The program: the named one, the one beside the watchdog, or the one in the build's output; null when there is none.</summary>
    public static string? Find() =>
        Environment.GetEnvironmentVariable(PathVariable) is { Length: > 0 } named
            ? File.Exists(named)
                ? named
                : null
            : Places().FirstOrDefault(File.Exists);

    /// <summary>Runs it on our own input and output, and ends as it ends.</summary>
    public static async Task<int> RunAsync(string program, IReadOnlyList<string> arguments)
    {
        var isAssembly = program.EndsWith(".dll", StringComparison.OrdinalIgnoreCase);
        var start = new ProcessStartInfo(isAssembly ? "dotnet" : program) { UseShellExecute = false };
        foreach (var argument in isAssembly ? [program, .. arguments] : arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        // Whoever ends us means the work, which is the other's.
        using var ending = PosixSignalRegistration.Create(
            PosixSignal.SIGTERM,
            signal =>
            {
                signal.Cancel = true;
                process.Kill(entireProcessTree: true);
            }
        );
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    private static IEnumerable<string> Places()
    {
        var here = AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar);
        string[] folders =
        [
            Path.Combine(here, "lint-migrations"),
            Path.Combine(here, "..", "..", "LintMigrations", Path.GetFileName(here)),
        ];
        return folders.Select(folder => Path.GetFullPath(Path.Combine(folder, $"{Name}.dll")));
    }
}
