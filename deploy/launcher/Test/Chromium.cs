using Mcpx.Launcher.Processes;

namespace Mcpx.Launcher.Test;

/// <summary>The browser the screen tests drive: found, or installed from the distribution's packages.</summary>
/// <param name="output">Where to tell and ask.</param>
internal sealed class Chromium(TextWriter output)
{
    /// <summary>Environment variable naming the executable, for us and for the tests.</summary>
    public const string PathVariable = "CHROMIUM_PATH";

    private const string Consequence = "tests that need a browser are skipped, and say so.";

    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    private static bool IsPersonThere =>
        !Console.IsInputRedirected
        && !Console.IsOutputRedirected
        && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI"));

    /// <summary>The executable, installing it when missing; null when there is none and it could not be had, which was told.</summary>
    public async Task<string?> FindOrInstallAsync(CancellationToken stop)
    {
        if (Find() is { } found)
            return found;
        if (OnPath("apt-get") is not { } aptGet)
        {
            await output.WriteLineAsync(
                $"No Chromium found and no apt-get to install it with (set {PathVariable}): {Consequence}"
            );
            return null;
        }
        if (IsPersonThere && !await AgreesAsync())
        {
            await output.WriteLineAsync($"Without Chromium, {Consequence}");
            return null;
        }
        await InstallAsync(aptGet, stop);
        return Find();
    }

    /// <summary>The executable: <c>CHROMIUM_PATH</c>, else the first known name on PATH.</summary>
    public static string? Find() =>
        Environment.GetEnvironmentVariable(PathVariable) is { Length: > 0 } given && File.Exists(given)
            ? given
            : Names.Select(OnPath).FirstOrDefault(path => path is not null);

    private async Task<bool> AgreesAsync()
    {
        await output.WriteAsync(
            "The browser tests need Chromium. Install the packages chromium and fonts-dejavu-core? [y/n] "
        );
        await output.FlushAsync();
        var answer = Console.ReadLine()?.Trim();
        return string.Equals(answer, "y", StringComparison.OrdinalIgnoreCase)
            || string.Equals(answer, "yes", StringComparison.OrdinalIgnoreCase);
    }

    private async Task InstallAsync(string aptGet, CancellationToken stop)
    {
        IReadOnlyList<string> prefix;
        if (Environment.IsPrivilegedProcess)
            prefix = [];
        else if (OnPath("sudo") is { } sudo)
            prefix = IsPersonThere ? [sudo] : [sudo, "-n"];
        else
        {
            await output.WriteLineAsync($"Chromium is missing, and installing it needs root or sudo: {Consequence}");
            return;
        }

        await output.WriteLineAsync("Installing Chromium from the distribution's packages ...");
        string[][] steps =
        [
            ["update", "-qq"],
            ["install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-dejavu-core"],
        ];
        foreach (var step in steps)
        {
            string[] command = [.. prefix, "env", "DEBIAN_FRONTEND=noninteractive", aptGet, .. step];
            var result = IsPersonThere
                // sudo may ask for a password.
                ? new CommandResult(await Launch.ForwardAsync(command[0], command[1..], stop), [])
                : await Launch.CaptureAsync(command[0], command[1..], Environment.CurrentDirectory, stop);
            if (result.ExitCode == 0)
                continue;
            foreach (var line in result.Lines.TakeLast(10))
                await output.WriteLineAsync($"  | {line}");
            await output.WriteLineAsync($"apt-get {step[0]} failed with exit code {result.ExitCode}: {Consequence}");
            return;
        }
        if (Find() is null)
            await output.WriteLineAsync(
                $"The package chromium brought no executable that we know (set {PathVariable}): {Consequence}"
            );
    }

    private static string? OnPath(string name) =>
        OperatingSystem.IsWindows()
            ? null
            : (Environment.GetEnvironmentVariable("PATH") ?? "")
                .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
                .Append("/usr/bin")
                .Select(folder => Path.Combine(folder, name))
                .FirstOrDefault(File.Exists);
}
