using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Mcpx.Sandbox.Instances;

/// <summary>Stops a process in its tracks and lets it go on: signals on Unix, the native calls on Windows.</summary>
internal static partial class ProcessFreezer
{
    private const int ContinueLinux = 18;
    private const int StopLinux = 19;
    private const int ContinueMac = 19;
    private const int StopMac = 17;

    public static void Freeze(Process process)
    {
        if (OperatingSystem.IsWindows())
            Check(NtSuspendProcess(process.Handle));
        else
            Check(Signal(process.Id, OperatingSystem.IsMacOS() ? StopMac : StopLinux));
    }

    public static void Thaw(Process process)
    {
        if (OperatingSystem.IsWindows())
            Check(NtResumeProcess(process.Handle));
        else
            Check(Signal(process.Id, OperatingSystem.IsMacOS() ? ContinueMac : ContinueLinux));
    }

    private static void Check(int result)
    {
        if (result != 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Signal(int process, int signal);

    [LibraryImport("ntdll")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int NtSuspendProcess(nint process);

    [LibraryImport("ntdll")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int NtResumeProcess(nint process);
}
