namespace Mcpx.EndToEnd;

/// <summary>The browser these tests drive: <c>CHROMIUM_PATH</c>, else the distribution's.</summary>
internal static class Chromium
{
    private static readonly string[] Places =
    [
        "/usr/bin/chromium",
        "/usr/bin/chromium-browser",
        "/usr/bin/google-chrome",
    ];

    public static string? Path { get; } =
        Environment.GetEnvironmentVariable("CHROMIUM_PATH") is { Length: > 0 } given && File.Exists(given)
            ? given
            : Places.FirstOrDefault(File.Exists);

    /// <summary>Without these Chromium calls its maker's servers; the tests allow no other host.</summary>
    public static string[] Flags { get; } =
    [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ];
}

/// <summary>A test in a real browser; visibly skipped where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute()
    {
        if (Chromium.Path is null)
        {
            Skip = "No Chromium: install the package chromium or set CHROMIUM_PATH.";
        }
    }
}

/// <summary>As <see cref="BrowserTheoryAttribute"/>, without data.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute()
    {
        if (Chromium.Path is null)
        {
            Skip = "No Chromium: install the package chromium or set CHROMIUM_PATH.";
        }
    }
}

/// <summary>A story that takes minutes or stops parts of the product; a visible skip unless <c>MCPX_LONG=1</c>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LongBrowserFactAttribute : FactAttribute
{
    /// <summary>Whether long tests run.</summary>
    public static readonly bool Long = Environment.GetEnvironmentVariable("MCPX_LONG") == "1";

    public LongBrowserFactAttribute()
    {
        if (Chromium.Path is null)
        {
            Skip = "No Chromium: install the package chromium or set CHROMIUM_PATH.";
        }
        else if (!Long)
        {
            Skip = "It takes minutes: MCPX_LONG=1 runs it.";
        }
    }
}

/// <summary>A test without a browser that takes minutes; a visible skip unless <c>MCPX_LONG=1</c>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LongFactAttribute : FactAttribute
{
    public LongFactAttribute() =>
        Skip = LongBrowserFactAttribute.Long ? null : "It takes minutes: MCPX_LONG=1 runs it.";
}
