using System.Diagnostics;

namespace Mcpx.LintMigrations.Tests;

/// <summary>The watchdog's verb as a real process, which starts the linter as another.</summary>
public sealed class VerbTests : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Watchdog_LintMigrations_HandsEverythingOnAndEndsAsItEnds()
    {
        _folder.File("new dir/0001.sql", "DROP TABLE dbo.Flag;");

        var (code, output, error) = await RunAsync(
            null,
            "lint-migrations",
            Path.Combine(_folder.Path, "new dir"),
            "--json"
        );

        Assert.Equal((1, ""), (code, error));
        Assert.Contains("\"rule\": \"MIG004\"", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Watchdog_LintMigrationsOfNothing_Exits2()
    {
        var (code, output, error) = await RunAsync(null, "lint-migrations", _folder.Path);

        Assert.Equal((2, ""), (code, output));
        Assert.StartsWith($"{_folder.Path}: holds no .sql file", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Watchdog_LinterIsNotThere_Exits2AndSaysHowToGetIt()
    {
        var (code, output, error) = await RunAsync("/no/such/linter", "lint-migrations", _folder.Path);

        Assert.Equal((2, ""), (code, output));
        Assert.StartsWith("The linter is not installed", error, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(
        string? linter,
        params string[] arguments
    )
    {
        var configuration = Path.GetFileName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var dll = Path.GetFullPath(
            Path.Combine(AppContext.BaseDirectory, "..", "..", "Watchdog", configuration, "Mcpx.Watchdog.dll")
        );
        var start = new ProcessStartInfo("dotnet", [dll, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["MCPX_LINT_MIGRATIONS"] = linter;
        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(Deadline);
        var output = process.StandardOutput.ReadToEndAsync(limit.Token);
        var error = process.StandardError.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        return (process.ExitCode, await output, await error);
    }
}
