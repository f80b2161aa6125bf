using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;

namespace Mcpx.Dashboard.Components;

/// <summary>
/// The document. Pages are prerendered: on call, on a phone, the states must be readable before a websocket is up and when
/// it never comes up. The price is that a page's <c>OnInitialized</c> runs twice, so it only reads; subscriptions and timers
/// start after the first interactive render. Static pages (sign-in) say <c>[ExcludeFromInteractiveRouting]</c>.
/// </summary>
public partial class App
{
    private static readonly string[] Parts =
    [
        "base",
        "shell",
        "states",
        "tables",
        "overview",
        "incident",
        "report",
        "sse",
        "charts",
        "keys",
        "audit",
        "settings",
        "print",
    ];

    [CascadingParameter]
    private HttpContext? HttpContext { get; set; }

    private IComponentRenderMode? Mode =>
        HttpContext?.AcceptsInteractiveRouting() == true ? RenderMode.InteractiveServer : null;
}
