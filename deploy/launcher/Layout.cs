namespace Mcpx.Launcher;

/// <summary>Where things are: the repository, the build output and the data folder.</summary>
/// <param name="Root">Absolute path of the repository.</param>
/// <param name="Artifacts">Absolute path of the build output (the SDK's artifacts layout).</param>
internal sealed record Layout(string Root, string Artifacts)
{
    /// <summary>The projects that make the product, in start order; each is <c>Mcpx.{name}.dll</c>.</summary>
    public static readonly IReadOnlyList<string> Products = ["Sandbox", "Watchdog", "Dashboard"];

    /// <summary>The data folder when <c>--data</c> is not given.</summary>
    public string DefaultData => Path.Combine(Root, ".watchdog");

    /// <summary>The host that runs a dll: the one running this process, else <c>dotnet</c> from PATH.</summary>
    public static string DotnetHost { get; } =
        Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet";

    /// <summary>Reads <c>WATCHDOG_ROOT</c> (set by the start scripts) and <c>ArtifactsPath</c>.</summary>
    public static Layout Find()
    {
        var root = Environment.GetEnvironmentVariable("WATCHDOG_ROOT") is { Length: > 0 } given
            ? given
            : RootAbove(AppContext.BaseDirectory) ?? RootAbove(Environment.CurrentDirectory);
        if (root is null)
            throw new LauncherException(2, "the repository was not found: start it through ./watchdog.");

        root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));
        var artifacts = Environment.GetEnvironmentVariable("ArtifactsPath");
        return new Layout(
            root,
            string.IsNullOrEmpty(artifacts) ? Path.Combine(root, "artifacts") : Path.GetFullPath(artifacts, root)
        );
    }

    /// <summary>The built assembly of a project.</summary>
    /// <param name="project">Name of the project file without extension, e.g. <c>Dashboard</c>.</param>
    public string Dll(string project) => Path.Combine(Artifacts, "bin", project, "debug", $"Mcpx.{project}.dll");

    /// <summary>The built check in a real browser, which the product runs without.</summary>
    public string BrowserCheck => Path.Combine(Artifacts, "bin", "BrowserCheck", "debug", "mcpx-browser-check.dll");

    private static string? RootAbove(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "MCPX.Watchdog.sln")))
                return folder.FullName;
        }
        return null;
    }
}
