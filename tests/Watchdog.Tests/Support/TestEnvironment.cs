using System.Globalization;
using System.Runtime.CompilerServices;

namespace Mcpx.Watchdog.Tests.Support;

/// <summary>The variables every watchdog needs, set once for this process and its children.</summary>
internal static class TestEnvironment
{
    public const string PortalToken = "portal-token-of-the-tests";
    public const string ServiceToken = "service-token-of-the-tests";

    [ModuleInitializer]
    internal static void Set()
    {
        // As the program does first.
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
        Environment.SetEnvironmentVariable("MCPX_PORTAL_TOKEN", PortalToken);
        Environment.SetEnvironmentVariable("MCPX_SERVICE_TOKEN", ServiceToken);
        Environment.SetEnvironmentVariable("MCPX_PAGERDUTY_KEY", "paging-key-of-the-tests");
        Environment.SetEnvironmentVariable("MCPX_WEB_PASSWORD", "portal-visitor");
    }
}

/// <summary>A test that needs a Unix: its deployers are shell scripts, its signals real.</summary>
internal sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute()
    {
        if (OperatingSystem.IsWindows())
        {
            Skip = "needs a Unix shell";
        }
    }
}

/// <summary>One more round of chaos beside those that always run; a visible skip unless <c>MCPX_LONG=1</c>.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LongUnixFactAttribute : FactAttribute
{
    public LongUnixFactAttribute() =>
        Skip =
            OperatingSystem.IsWindows() ? "needs a Unix shell"
            : System.Environment.GetEnvironmentVariable("MCPX_LONG") == "1" ? null
            : "It takes a minute: MCPX_LONG=1 runs it.";
}

/// <summary>As <see cref="UnixFactAttribute"/>, with data.</summary>
internal sealed class UnixTheoryAttribute : TheoryAttribute
{
    public UnixTheoryAttribute()
    {
        if (OperatingSystem.IsWindows())
        {
            Skip = "needs a Unix shell";
        }
    }
}
