using Mcpx.Launcher.Processes;

namespace Mcpx.Launcher.Build;

/// <summary>Builds the linter of migrations when somebody asks for it and it is not there: the product runs without it.</summary>
/// <param name="layout">Where source and output are.</param>
/// <param name="output">Receives one progress line, and the compiler's errors.</param>
internal sealed class LinterBuild(Layout layout, TextWriter output)
{
    /// <summary>The watchdog's verb that needs it.</summary>
    public const string Verb = "lint-migrations";

    private string Dll => Path.Combine(layout.Artifacts, "bin", "LintMigrations", "debug", "mcpx-lint-migrations.dll");

    /// <summary>Builds it when its assembly is missing.</summary>
    /// <exception cref="LauncherException">The build failed (exit code 1); the errors were printed.</exception>
    public async Task EnsureBuiltAsync(CancellationToken stop)
    {
        if (File.Exists(Dll))
            return;

        await output.WriteLineAsync("Building the linter of migrations (the first time restores its packages) ...");
        var project = Path.Combine(layout.Root, "deploy", "lint-migrations", "LintMigrations.csproj");
        string[] arguments =
        [
            "build",
            project,
            "-c",
            "Debug",
            "-v",
            "q",
            "-nologo",
            "-tl:off",
            "-clp:ErrorsOnly",
            "-nodeReuse:false",
        ];
        var build = await Launch.CaptureAsync(Layout.DotnetHost, arguments, layout.Root, stop);
        if (build.ExitCode == 0)
            return;

        foreach (var line in build.Lines.Where(line => line.Length > 0).Distinct(StringComparer.Ordinal))
            await output.WriteLineAsync(line);
        throw new LauncherException(1, "the linter of migrations does not build.");
    }
}
