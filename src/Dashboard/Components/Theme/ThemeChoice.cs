namespace Mcpx.Dashboard.Components.Theme;

/// <summary>
/// The reader's choice, kept in cookie <c>mcpx-theme</c>, which the switch writes in the browser. The server reads it for the
/// first paint; without it, or with anything else in it, the page follows the system.
/// </summary>
internal static class ThemeChoice
{
    public const string Cookie = "mcpx-theme";

    /// <summary>"light", "dark", or null to follow the system.</summary>
    public static string? From(HttpContext? context) =>
        context?.Request.Cookies[Cookie] is "light" or "dark" ? context.Request.Cookies[Cookie] : null;
}
