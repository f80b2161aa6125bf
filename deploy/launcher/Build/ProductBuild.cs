using Mcpx.Launcher.Processes;
using Mcpx.Launcher.Test;

namespace Mcpx.Launcher.Build;

/// <summary>Builds sandbox, watchdog and dashboard when their source changed, and nothing else (no test project).</summary>
/// <param name="layout">Where source and output are.</param>
/// <param name="output">Receives one progress line, and the compiler's errors.</param>
internal sealed class ProductBuild(Layout layout, TextWriter output)
{
    private string StampFile => Path.Combine(layout.Artifacts, "launcher", "product.fingerprint");

    private bool Complete => Layout.Products.All(name => File.Exists(layout.Dll(name)));

    /// <summary>Builds only when an assembly is missing, whatever changed: for verbs that join a running product.</summary>
    public Task EnsureBuiltAsync(CancellationToken stop) => Complete ? Task.CompletedTask : EnsureCurrentAsync(stop);

    /// <summary>Builds when the source differs from what was built last.</summary>
    /// <exception cref="LauncherException">The build failed (exit code 1); the errors were printed.</exception>
    public async Task EnsureCurrentAsync(CancellationToken stop)
    {
        // Taken before the build: a file saved while the compiler runs is a change for the next start.
        var fingerprint = Fingerprint.Of(layout.Root);
        var same = File.Exists(StampFile) && await File.ReadAllTextAsync(StampFile, stop) == fingerprint;
        if (!same || !Complete)
            await BuildProductAsync(fingerprint, stop);
        if (Peer.Chromium.Find() is not null && (!same || !File.Exists(layout.BrowserCheck)))
            await BuildBrowserCheckAsync(stop);
    }

    private async Task BuildProductAsync(string fingerprint, CancellationToken stop)
    {
        await output.WriteLineAsync("Building the product (the first time restores its packages, a minute or so) ...");
        var build = await BuildAsync("Product.slnf", stop);
        if (build.ExitCode != 0)
        {
            foreach (var line in build.Lines.Where(line => line.Length > 0).Distinct(StringComparer.Ordinal))
                await output.WriteLineAsync(line);
            throw new LauncherException(1, "the product does not build; nothing was started.");
        }
        if (!Complete)
        {
            var missing = Layout.Products.Select(layout.Dll).Where(dll => !File.Exists(dll));
            throw new LauncherException(1, $"the build did not produce {string.Join(", ", missing)}.");
        }
        await RecordAsync(fingerprint, stop);
    }

    /// <summary>Built only where there is a browser. The product runs without it, so a failure is told and no more.</summary>
    private async Task BuildBrowserCheckAsync(CancellationToken stop)
    {
        await output.WriteLineAsync("Building the check in a real browser, since Chromium is installed ...");
        var build = await BuildAsync(Path.Combine("deploy", "browser-check", "BrowserCheck.csproj"), stop);
        if (build.ExitCode == 0)
            return;
        foreach (var line in build.Lines.Where(line => line.Length > 0).Distinct(StringComparer.Ordinal))
            await output.WriteLineAsync(line);
        await output.WriteLineAsync("It does not build; the product starts without it.");
    }

    private Task<CommandResult> BuildAsync(string project, CancellationToken stop)
    {
        string[] arguments =
        [
            "build",
            Path.Combine(layout.Root, project),
            "-c",
            "Debug",
            "-v",
            "q",
            "-nologo",
            "-tl:off",
            "-clp:ErrorsOnly",
            "-nodeReuse:false",
        ];
        return Launch.CaptureAsync(Layout.DotnetHost, arguments, layout.Root, stop);
    }

    /// <summary>Notes what was built, also when the whole solution was: <c>up</c> need not build it again.</summary>
    /// <param name="fingerprint">Taken before the build began.</param>
    /// <param name="stop">Ends the writing.</param>
    public async Task RecordAsync(string fingerprint, CancellationToken stop)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(StampFile)!);
        await File.WriteAllTextAsync(StampFile, fingerprint, stop);
    }
}
