using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Mcpx.BrowserCheck.Tests;

/// <summary>The programs as real processes, from the build output beside the tests'.</summary>
internal static class Programs
{
    public const string Password = "portal-visitor";
    public const string PortalToken = "a-token-of-these-tests";

    public static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    public static Process Start(
        string project,
        string assembly,
        IEnumerable<string> arguments,
        params (string Name, string Value)[] variables
    )
    {
        var configuration = Path.GetFileName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var dll = Path.Combine(AppContext.BaseDirectory, "..", "..", project, configuration, assembly);
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.GetFullPath(dll));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["MCPX_WEB_PASSWORD"] = Password;
        start.Environment["MCPX_PORTAL_TOKEN"] = PortalToken;
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    public static async Task SignalAsync(Process process, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    public static async Task UntilAsync(string what, Func<Task<bool>> condition)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < Deadline, $"Still not true after {Deadline}: {what}");
            await Task.Delay(50);
        }
    }

    public static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
