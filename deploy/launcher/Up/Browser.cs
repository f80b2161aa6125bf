using System.Diagnostics;

namespace Mcpx.Launcher.Up;

/// <summary>Opens the dashboard where a person is likely to see it.</summary>
internal static class Browser
{
    /// <summary>Opens the address unless there is no display; not being able to is no error, the address was printed.</summary>
    public static void TryOpen(Uri address)
    {
        if (Opener(address) is not { } start)
            return;
        try
        {
            Process.Start(start)?.Dispose();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // No opener installed: the printed address is all that is needed.
        }
    }

    private static ProcessStartInfo? Opener(Uri address)
    {
        if (OperatingSystem.IsWindows())
            return new ProcessStartInfo(address.AbsoluteUri) { UseShellExecute = true };
        if (OperatingSystem.IsMacOS())
            return Quiet("open", address);
        return HasDisplay("DISPLAY") || HasDisplay("WAYLAND_DISPLAY") ? Quiet("xdg-open", address) : null;
    }

    // Its chatter does not belong between our lines.
    private static ProcessStartInfo Quiet(string file, Uri address) =>
        new(file, [address.AbsoluteUri])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

    private static bool HasDisplay(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 };
}
