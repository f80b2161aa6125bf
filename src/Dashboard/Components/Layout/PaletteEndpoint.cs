using Mcpx.Dashboard.Auth;
using Mcpx.Dashboard.Store;

namespace Mcpx.Dashboard.Components.Layout;

/// <summary>
/// <c>GET /palette.json</c>: what Ctrl+K lists. Asked for when it is opened, so that no circuit carries it, and it works while
/// the circuit is away.
/// </summary>
internal static class PaletteEndpoint
{
    public static void MapPalette(this WebApplication app) =>
        app.MapGet("/palette.json", static (StoreFollower follower) => PaletteItem.Of(follower.State))
            .RequireAuthorization(Policies.Access)
            .ExcludeFromDescription();
}
