using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Mcpx.Launcher.Processes;

/// <summary>The few calls to the operating system that .NET has no method for.</summary>
internal static partial class Signals
{
    private const int Terminate = 15;
    private const uint CtrlBreak = 1;

    /// <summary>Asks a process to end: SIGTERM, or Ctrl+Break on Windows. Not being able to is seen by it not ending.</summary>
    public static void AskToStop(Process process)
    {
        if (!process.HasExited)
            AskToStop(process.Id);
    }

    /// <summary>Asks by process id; only for ids whose identity was checked just before.</summary>
    public static void AskToStop(int processId)
    {
        if (OperatingSystem.IsWindows())
            _ = GenerateConsoleCtrlEvent(CtrlBreak, (uint)processId);
        else
            _ = Kill(processId, Terminate);
    }

    /// <summary>Leaves the terminal's session, so that closing the terminal or Ctrl+C in it does not reach this process.</summary>
    public static void LeaveTerminal()
    {
        if (!OperatingSystem.IsWindows())
            _ = SetSid();
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int processId, int signal);

    [LibraryImport("libc", EntryPoint = "setsid", SetLastError = true)]
    private static partial int SetSid();

    [LibraryImport("kernel32.dll", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool GenerateConsoleCtrlEvent(uint ctrlEvent, uint processGroupId);
}
