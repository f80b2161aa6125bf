namespace Mcpx.Watchdog.Wire;

internal static class Registration
{
    public static IServiceCollection AddWire(this IServiceCollection services) =>
        services.AddSingleton<WireClient>().AddSingleton<Http2Client>();
}
