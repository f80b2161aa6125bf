using System.Collections.Frozen;
using System.Collections.Immutable;
using Microsoft.AspNetCore.Components.Endpoints;

namespace Mcpx.Dashboard.Auth.Access;

/// <summary>
/// Every page and every call with what it takes. Whatever is mapped and is not here is refused to everybody, and fails a test: a new
/// page or call needs a line.
/// </summary>
internal static class AccessEntries
{
    private const string Probe = "asked by machines; says whether, carries no reading";
    private const string Door = "the way in and out";

    /// <summary>All of them, in the order of the documentation.</summary>
    public static ImmutableArray<AccessEntry> All { get; } =
    [
        Page("/", Act.View),
        Page("/wall", Act.View),
        Page("/environments/{Name}", Act.View),
        Page("/environments/{Name}/configuration", Act.View),
        Page("/environments/{Name}/sse", Act.View),
        Page("/sse", Act.View),
        Page("/parity", Act.View),
        Page("/incidents", Act.View),
        Page("/incidents/scorecard", Act.View),
        Page("/incidents/{Id}", Act.View),
        Page("/incidents/{Id}/rca", Act.View),
        Page("/releases", Act.View),
        Page("/audit", Act.View),
        Page("/settings", Act.View),
        Page("/design", Act.View),
        Open(DoorKind.Page, "", "/signin", Door),
        Open(DoorKind.Page, "", "/denied", "says what is missing"),
        Open(DoorKind.Page, "", "/status/{Code:int}", "says that a request was refused"),
        Open(DoorKind.Page, "", "/not-found", "says that there is no such page"),
        Open(DoorKind.Page, "", "/error", "says that something went wrong"),
        Call("GET", "/api/me", Act.View),
        Call("GET", "/api/environments", Act.View),
        Call("GET", "/api/environments/{environment}", Act.View),
        Call("GET", "/api/environments/{environment}/parity", Act.View),
        Call("GET", "/api/environments/{environment}/drills/{id}", Act.View),
        Call("GET", "/api/gate/{environment}", Act.AskGate),
        Call("POST", "/api/deployments", Act.ReportDeployment),
        Call("POST", "/api/environments/{environment}/declare", Act.Declare),
        Call("POST", "/api/environments/{environment}/settle", Act.Settle),
        Call("POST", "/api/environments/{environment}/quarantine/lift", Act.LiftQuarantine),
        Call("POST", "/api/environments/{environment}/freeze", Act.Freeze),
        Call("POST", "/api/environments/{environment}/unfreeze", Act.LiftFreeze),
        Call("POST", "/api/environments/{environment}/authorise-hotfix", Act.AuthoriseHotfix),
        Call("POST", "/api/environments/{environment}/silences", Act.Silence),
        Call("DELETE", "/api/environments/{environment}/silences/{id}", Act.Silence),
        Call("PUT", "/api/environments/{environment}/lkg", Act.Promote),
        Call("POST", "/api/environments/{environment}/override", Act.Override),
        Call("POST", "/api/environments/{environment}/drills", Act.AskDrill),
        Call("GET", "/api/incidents", Act.View),
        Call("GET", "/api/incidents/{id}", Act.View),
        Call("GET", "/api/incidents/{id}/rca", Act.View),
        Call("GET", "/api/incidents/{id}/evidence.zip", Act.View),
        Call("GET", "/api/incidents/{id}/pictures/{sha256}", Act.View),
        Call("GET", "/api/incidents/{id}/report/versions", Act.View),
        Call("GET", "/api/incidents/{id}/report/versions/{version:int}", Act.View),
        Call("GET", "/api/incidents/{id}/report/diff", Act.View),
        Call("POST", "/api/incidents/{id}/approve", Act.Approve),
        Call("POST", "/api/incidents/{id}/review", Act.Approve),
        Call("POST", "/api/incidents/{id}/reject", Act.Decline),
        Call("POST", "/api/incidents/{id}/snooze", Act.Decline),
        Call("POST", "/api/incidents/{id}/note", Act.Note),
        Call("POST", "/api/incidents/{id}/ticket", Act.LinkTicket),
        Call("POST", "/api/incidents/{id}/label", Act.Label),
        Call("POST", "/api/incidents/{id}/hotfix-review", Act.ReviewHotfix),
        Call("POST", "/api/incidents/{id}/close", Act.Lead),
        Call("POST", "/api/incidents/{id}/retry-step", Act.Lead),
        Call("POST", "/api/incidents/{id}/skip-step", Act.Lead),
        Call("POST", "/api/incidents/{id}/done-by-hand", Act.Lead),
        Call("POST", "/api/incidents/{id}/pause", Act.Lead),
        Call("POST", "/api/incidents/{id}/resume", Act.Lead),
        Call("POST", "/api/incidents/{id}/abort", Act.Lead),
        Call("POST", "/api/incidents/{id}/cancel-step", Act.Lead),
        Call("POST", "/api/incidents/{id}/ask-again", Act.Lead),
        Call("POST", "/api/incidents/{id}/undo", Act.Lead),
        Call("POST", "/api/incidents/{id}/attest", Act.Lead),
        Call("POST", "/api/incidents/{id}/hold", Act.Hold),
        Call("POST", "/api/incidents/{id}/lift-hold", Act.Hold),
        Call("POST", "/api/incidents/{id}/report", Act.WriteReport),
        Call("POST", "/api/incidents/{id}/report/review", Act.ReviewReport),
        Call("POST", "/api/incidents/{id}/report/publish", Act.PublishReport),
        Call("POST", "/api/incidents/{id}/roles", Act.TakeRole),
        Call("POST", "/api/incidents/{id}/acknowledge", Act.Acknowledge),
        Call("POST", "/api/incidents/{id}/severity", Act.SetSeverity),
        Call("GET", "/api/channels/test", Act.View),
        Call("POST", "/api/channels/test", Act.TestChannels),
        Call("GET", "/api/scorecard", Act.View),
        Call("GET", "/api/releases", Act.View),
        Call("GET", "/api/readiness", Act.View),
        Call("GET", "/api/journal", Act.View),
        Call("GET", "/api/journal/{position:long}", Act.View),
        Call("GET", "/api/journal/chain", Act.View),
        Call("POST", "/api/journal/verify", Act.VerifyJournal),
        Call("GET", "/api/journal/export", Act.ExportJournal),
        Call("GET", "/api/journal/export.csv", Act.ExportJournal),
        Open(
            DoorKind.Call,
            "POST",
            "/api/slack/actions",
            "signed by Slack, and checked there; answers as the person mapped"
        ),
        Call("GET", "/openapi/{documentName}.json", Act.View),
        Call("GET", "/palette.json", Act.View),
        Open(DoorKind.Call, "POST", "/signin/development", Door),
        Open(DoorKind.Call, "POST", "/signin/company", Door),
        Open(DoorKind.Call, "POST", "/signout", Door),
        Call("GET", "/signin/again", Act.View),
        Open(DoorKind.Call, "", "/healthz", Probe),
        Open(DoorKind.Call, "", "/ready", Probe),
        Open(DoorKind.Call, "", "/metrics", Probe),
        Open(DoorKind.Call, "GET", "/tokens.css", "colours"),
    ];

    /// <summary>The circuit of a page; it takes no more than the page, which is asked again in it.</summary>
    private static readonly AccessEntry Circuit = new(DoorKind.Call, "", "/_blazor", Act.View, null);

    private static readonly FrozenDictionary<string, AccessEntry> ByName = All.ToFrozenDictionary(
        static entry => NameOf(entry.Kind, entry.Method, entry.Route),
        StringComparer.OrdinalIgnoreCase
    );

    /// <summary>The entry of an endpoint; null when nobody wrote one, and nobody may pass.</summary>
    public static AccessEntry? Of(Endpoint endpoint, string method)
    {
        if (endpoint is not RouteEndpoint { RoutePattern.RawText: { } raw })
        {
            return null;
        }

        var route = raw.StartsWith('/') ? raw : "/" + raw;
        return route.StartsWith("/_blazor", StringComparison.Ordinal) ? Circuit
            : endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is not null ? Page(route)
            : ByName.GetValueOrDefault(NameOf(DoorKind.Call, method, route))
                ?? ByName.GetValueOrDefault(NameOf(DoorKind.Call, "", route));
    }

    /// <summary>The entry of a page by its route; null when nobody wrote one.</summary>
    public static AccessEntry? Page(string route) =>
        ByName.GetValueOrDefault(NameOf(DoorKind.Page, "", route.StartsWith('/') ? route : "/" + route));

    private static AccessEntry Page(string route, Act act) => new(DoorKind.Page, "", route, act, null);

    private static AccessEntry Call(string method, string route, Act act) =>
        new(DoorKind.Call, method, route, act, null);

    private static AccessEntry Open(DoorKind kind, string method, string route, string why) =>
        new(kind, method, route, null, why);

    private static string NameOf(DoorKind kind, string method, string route) => $"{kind} {method} {route}";
}
