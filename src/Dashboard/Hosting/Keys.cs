using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;

namespace Mcpx.Dashboard.Hosting;

/// <summary>
/// Keys that protect cookies and sessions lie in the store, so that a restart signs nobody out in the middle of an incident and two
/// dashboards over one store accept each other's cookies.
/// </summary>
internal static class Keys
{
    public static void AddKeys(this WebApplicationBuilder builder)
    {
        builder.Services.AddDataProtection().SetApplicationName("mcpx-dashboard");
        builder.Services.AddSingleton<KeyRepository>();
        builder
            .Services.AddOptions<KeyManagementOptions>()
            .Configure<KeyRepository>(static (options, repository) => options.XmlRepository = repository);
    }
}
