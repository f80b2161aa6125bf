using Mcpx.Launcher.Processes;

namespace Mcpx.Launcher.Test;

/// <summary>Finds a peer, or installs it from the distribution's packages.</summary>
/// <param name="output">Where to tell and ask.</param>
internal sealed class PeerInstall(TextWriter output)
{
    private static bool IsPersonThere =>
        !Console.IsInputRedirected
        && !Console.IsOutputRedirected
        && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI"));

    /// <summary>The executable, installing it when missing; null when there is none and it could not be had, which was told.</summary>
    public async Task<string?> FindOrInstallAsync(Peer peer, CancellationToken stop)
    {
        if (peer.Find() is { } found)
            return found;
        if (Peer.OnPath("apt-get") is not { } aptGet)
        {
            await output.WriteLineAsync(
                $"No {peer.Name} found and no apt-get to install it with (set {peer.PathVariable}): {peer.Consequence}"
            );
            return null;
        }
        if (IsPersonThere && !await AgreesAsync(peer))
        {
            await output.WriteLineAsync($"Without {peer.Name}, {peer.Consequence}");
            return null;
        }
        await InstallAsync(peer, aptGet, stop);
        return peer.Find();
    }

    private async Task<bool> AgreesAsync(Peer peer)
    {
        await output.WriteAsync($"Some tests need {peer.Name}. Install {string.Join(" and ", peer.Packages)}? [y/n] ");
        await output.FlushAsync();
        var answer = Console.ReadLine()?.Trim();
        return string.Equals(answer, "y", StringComparison.OrdinalIgnoreCase)
            || string.Equals(answer, "yes", StringComparison.OrdinalIgnoreCase);
    }

    private async Task InstallAsync(Peer peer, string aptGet, CancellationToken stop)
    {
        IReadOnlyList<string> prefix;
        if (Environment.IsPrivilegedProcess)
            prefix = [];
        else if (Peer.OnPath("sudo") is { } sudo)
            prefix = IsPersonThere ? [sudo] : [sudo, "-n"];
        else
        {
            await output.WriteLineAsync(
                $"{peer.Name} is missing, and installing it needs root or sudo: {peer.Consequence}"
            );
            return;
        }

        await output.WriteLineAsync($"Installing {peer.Name} from the distribution's packages ...");
        string[][] steps =
        [
            ["update", "-qq"],
            ["install", "-y", "-qq", "--no-install-recommends", .. peer.Packages],
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
            await output.WriteLineAsync(
                $"apt-get {step[0]} failed with exit code {result.ExitCode}: {peer.Consequence}"
            );
            return;
        }
        if (peer.Find() is null)
            await output.WriteLineAsync(
                $"The package {peer.Packages[0]} brought no executable that we know (set {peer.PathVariable}): {peer.Consequence}"
            );
    }
}
