namespace Mcpx.BrowserCheck.Tests;

/// <summary>Why a test with a real browser cannot run; null when it can.</summary>
internal static class Browser
{
    private static readonly string[] Places =
    [
        "/usr/bin/chromium",
        "/usr/bin/chromium-browser",
        "/usr/bin/google-chrome",
    ];

    public static string? Missing { get; } =
        File.Exists(Environment.GetEnvironmentVariable("CHROMIUM_PATH")) || Places.Any(File.Exists)
            ? null
            : "No Chromium: install the package chromium or set CHROMIUM_PATH.";
}

/// <summary>A test with an installed Chromium; visibly skipped where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute() => Skip = Browser.Missing!;
}

/// <summary>The same with data.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute() => Skip = Browser.Missing!;
}
