using System.Diagnostics;
using Mcpx.Watchdog.Commands;

namespace Mcpx.Watchdog.Tests.Processes;

/// <summary>
/// What the command of an installation hands to the program: systemd, the user and the program are stood in for, the script is the one
/// that is installed.
/// </summary>
[Trait("Category", "Processes")]
public sealed class InstalledCommandTests : IDisposable
{
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [UnixFact]
    public async Task Command_DropIns_CountAsTheyDoForTheService()
    {
        var secrets = Write("secrets.env", "# a comment\n MCPX_A='one two' \nMCPX_B=\"three\"\nMCPX_C=a=b\n");
        var more = Write("more.env", "MCPX_B=four\n");
        Systemd(
            "MCPX_SET=unit \"MCPX_BLANKS=of a drop-in\"",
            $"{secrets} (ignore_errors=yes)\n{_folder.Path}/none.env (ignore_errors=yes)\n{more} (ignore_errors=no)"
        );

        var (exit, output, error) = await RunAsync();

        Assert.True(exit == 0, error);
        Assert.Equal(
            ["MCPX_A=one two", "MCPX_B=four", "MCPX_BLANKS=of a drop-in", "MCPX_C=a=b", "MCPX_SET=unit"],
            output
                .Split('\n')
                .Where(line => line.StartsWith("MCPX_", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
        );
    }

    [UnixTheory]
    [InlineData("MCPX_A=one\nMCPX_B=a\\tb\n", "line 2: has a backslash")]
    [InlineData("MCPX_A=one\\\ntwo\n", "line 1: has a backslash")]
    [InlineData("a word\n", "line 1: is no NAME=value")]
    public async Task Command_LineThatOnlySystemdUnderstands_IsRefusedAndNotShown(string lines, string says)
    {
        Systemd("MCPX_SET=unit", $"{Write("secrets.env", lines)} (ignore_errors=yes)");

        var (exit, output, error) = await RunAsync();

        Assert.Equal((2, ""), (exit, output));
        Assert.Contains(says, error, StringComparison.Ordinal);
        Assert.DoesNotContain("a word", error, StringComparison.Ordinal);
    }

    [UnixFact]
    public async Task Command_FileThatMustBeThere_IsMissed()
    {
        Systemd("MCPX_SET=unit", $"{_folder.Path}/none.env (ignore_errors=no)");

        var (exit, _, error) = await RunAsync();

        Assert.Equal(2, exit);
        Assert.Contains("none.env is not there", error, StringComparison.Ordinal);
    }

    /// <summary>What passes by itself is tried again; what only a person mends is not.</summary>
    [Fact]
    public async Task Unit_EndsThatWantAPerson_AreNotStartedAgain() =>
        Assert.Contains(
            FormattableString.Invariant($"RestartPreventExitStatus={ExitCodes.BadInput} {ExitCodes.OtherLeads}"),
            await File.ReadAllLinesAsync(Shipped.Folder("systemd/mcpx-watchdog.service"))
        );

    private void Systemd(string environment, string files)
    {
        var (settings, list) = (Write("settings", environment + "\n"), Write("files", files + "\n"));
        Program("systemctl", $"case \"$*\" in *EnvironmentFiles*) cat '{list}' ;; *) cat '{settings}' ;; esac");
    }

    private void Program(string name, string does)
    {
        var path = Write(name, $"#!/bin/sh\n{does}\n");
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.Path, name);
        File.WriteAllText(path, text);
        return path;
    }

    private async Task<(int Exit, string Output, string Error)> RunAsync()
    {
        Program("id", "echo 0");
        Program("setpriv", "env");
        File.CreateSymbolicLink(
            Path.Combine(_folder.Path, "mcpx-watchdog"),
            Shipped.Folder("systemd/mcpx-watchdog.sh")
        );
        var start = new ProcessStartInfo("sh", [Path.Combine(_folder.Path, "mcpx-watchdog"), "check-config"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (
            var given in start.Environment.Keys.Where(key => key.StartsWith("MCPX_", StringComparison.Ordinal)).ToList()
        )
        {
            start.Environment.Remove(given);
        }

        start.Environment["PATH"] = $"{_folder.Path}:{Environment.GetEnvironmentVariable("PATH")}";
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }
}
