namespace Mcpx.Launcher.Tests;

/// <summary>A test with small shell processes; visibly skipped on Windows.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute() => Skip = OperatingSystem.IsWindows() ? "needs sh" : null;
}
