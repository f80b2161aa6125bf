namespace Mcpx.Dashboard.Auth.Access;

/// <summary>What kind of door an entry is.</summary>
internal enum DoorKind
{
    /// <summary>A page.</summary>
    Page,

    /// <summary>A call of the HTTP API, or another address.</summary>
    Call,
}

/// <summary>One page or call, and what it takes.</summary>
/// <param name="Kind">Page or call.</param>
/// <param name="Method">HTTP method of a call; empty for any.</param>
/// <param name="Route">The route as it is mapped, "/api/incidents/{id}/approve".</param>
/// <param name="Act">What it lets people do; null where nobody needs to be signed in.</param>
/// <param name="Open">Why it is open to everybody; null where it is not.</param>
internal sealed record AccessEntry(DoorKind Kind, string Method, string Route, Act? Act, string? Open)
{
    /// <summary>Whether the address names an environment, so that a key for some environments can be held to them.</summary>
    public bool NamesEnvironment =>
        Route.Contains("{environment}", StringComparison.Ordinal) || Route == "/api/deployments";
}
