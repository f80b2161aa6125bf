using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using RouteData = Microsoft.AspNetCore.Components.RouteData;

namespace Mcpx.Dashboard.Auth.Access;

/// <summary>What is asked of every request and of every page inside a circuit: that the table lets this person pass.</summary>
internal sealed class AccessRequirement : IAuthorizationRequirement;

/// <summary>
/// Looks into the table. What has no entry is refused. What nobody mapped, an unknown address or a method or type that no call takes, is
/// not ours to refuse: the platform's answer gives nothing away.
/// </summary>
internal sealed class AccessHandler : AuthorizationHandler<AccessRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, AccessRequirement requirement)
    {
        if (Passes(context.Resource, Person.From(context.User)))
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }

    private static bool Passes(object? resource, Person? person) =>
        resource switch
        {
            HttpContext http => http.GetEndpoint() is not RouteEndpoint endpoint
                || Passes(AccessEntries.Of(endpoint, http.Request.Method), person, http),
            RouteData route => Passes(PageOf(route.PageType), person, http: null),
            _ => false,
        };

    private static bool Passes(AccessEntry? entry, Person? person, HttpContext? http) =>
        entry is { Open: not null }
        || (
            entry is { Act: { } act }
            && AccessTable.Allows(act, person)
            && (person?.Key is not { } key || KeyReach.Problem(key, entry, http) is null)
        );

    /// <summary>A page with several addresses takes the same on each.</summary>
    internal static AccessEntry? PageOf(Type page) =>
        page.GetCustomAttributes(typeof(RouteAttribute), inherit: false)
            .Cast<RouteAttribute>()
            .Select(static route => AccessEntries.Page(route.Template))
            .FirstOrDefault();
}
