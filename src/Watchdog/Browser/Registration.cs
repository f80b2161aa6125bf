namespace Mcpx.Watchdog.Browser;

internal static class Registration
{
    public static IServiceCollection AddBrowserCheck(this IServiceCollection services) =>
        services.AddSingleton<BrowserProgram>().AddSingleton<BrowserArchive>().AddSingleton<BrowserCheck>();
}
