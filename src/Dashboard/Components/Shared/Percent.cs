using System.Globalization;

namespace Mcpx.Dashboard.Components.Shared;

/// <summary>Parts of a whole as CSS writes them.</summary>
internal static class Percent
{
    /// <summary>0.4567 is "45.7%"; below 0 and above 1 are cut, not-a-number is nothing.</summary>
    public static string Of(double part) =>
        string.Create(CultureInfo.InvariantCulture, $"{(double.IsNaN(part) ? 0 : Math.Clamp(part, 0, 1)) * 100:0.#}%");
}
