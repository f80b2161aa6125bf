using System.Globalization;

namespace Mcpx.Db.Engines.SqlServer;

/// <summary>Microsoft's SQL client does not open a connection where there are no cultures.</summary>
public static class Cultures
{
    /// <summary>Why there are none on this machine; null when there are.</summary>
    public static string? Missing { get; } =
        Are()
            ? null
            : "needs cultures (ICU), which are not installed here or switched off by DOTNET_SYSTEM_GLOBALIZATION_INVARIANT";

    private static bool Are()
    {
        try
        {
            return CultureInfo.GetCultureInfo("de-DE").NumberFormat.NumberDecimalSeparator == ",";
        }
        catch (CultureNotFoundException)
        {
            return false;
        }
    }
}
