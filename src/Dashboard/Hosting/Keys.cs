using Microsoft.AspNetCore.DataProtection;

namespace Mcpx.Dashboard.Hosting;

/// <summary>
/// Keys that protect cookies live beside the data, so that a restart signs nobody out in the middle of an incident and two
/// dashboards over one data folder accept each other's cookies. Without <c>Dashboard:DataDirectory</c> the platform decides.
/// </summary>
internal static class Keys
{
    public static void AddKeys(this WebApplicationBuilder builder)
    {
        var protection = builder.Services.AddDataProtection().SetApplicationName("mcpx-dashboard");
        if (builder.Configuration["Dashboard:DataDirectory"] is { Length: > 0 } data)
        {
            protection.PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(data, "dashboard-keys")));
        }
    }
}
