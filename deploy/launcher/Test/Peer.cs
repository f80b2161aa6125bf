namespace Mcpx.Launcher.Test;

/// <summary>A program of the distribution that tests are run against.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="PathVariable">Environment variable naming the executable, for us and for the tests.</param>
/// <param name="Executables">What it may be called on PATH.</param>
/// <param name="Packages">What brings it.</param>
internal sealed record Peer(
    string Name,
    string PathVariable,
    IReadOnlyList<string> Executables,
    IReadOnlyList<string> Packages
)
{
    /// <summary>The browser that the screen tests drive.</summary>
    public static readonly Peer Chromium = new(
        "Chromium",
        "CHROMIUM_PATH",
        ["chromium", "chromium-browser", "google-chrome"],
        ["chromium", "fonts-dejavu-core"]
    );

    /// <summary>The server that the PromQL source asks.</summary>
    public static readonly Peer Prometheus = new("Prometheus", "PROMETHEUS_PATH", ["prometheus"], ["prometheus"]);

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Peer> All = [Chromium, Prometheus];

    /// <summary>What follows without it.</summary>
    public string Consequence => $"tests that need {Name} are skipped, and say so.";

    /// <summary>The executable: the variable's, else the first known name on PATH.</summary>
    public string? Find() =>
        Environment.GetEnvironmentVariable(PathVariable) is { Length: > 0 } given && File.Exists(given)
            ? given
            : Executables.Select(OnPath).FirstOrDefault(path => path is not null);

    /// <summary>Where a program lies; null when it is not on PATH.</summary>
    public static string? OnPath(string name) =>
        OperatingSystem.IsWindows()
            ? null
            : (Environment.GetEnvironmentVariable("PATH") ?? "")
                .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
                .Append("/usr/bin")
                .Select(folder => Path.Combine(folder, name))
                .FirstOrDefault(File.Exists);
}
