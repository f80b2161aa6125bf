using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;

namespace Mcpx.Dashboard.Auth.Access;

/// <summary>A program that is refused is told what it lacks; a browser gets its page from the cookie.</summary>
internal sealed class AccessAnswer : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler _usual = new();

    public Task HandleAsync(
        RequestDelegate next,
        HttpContext context,
        AuthorizationPolicy policy,
        PolicyAuthorizationResult authorizeResult
    ) =>
        !authorizeResult.Forbidden || !context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
            ? _usual.HandleAsync(next, context, policy, authorizeResult)
            : Results
                .Problem(Why(context), statusCode: StatusCodes.Status403Forbidden, title: "Role")
                .ExecuteAsync(context);

    private static string Why(HttpContext context)
    {
        var person = Person.From(context.User);
        var entry = context.GetEndpoint() is { } endpoint ? AccessEntries.Of(endpoint, context.Request.Method) : null;
        return entry?.Act is not { } act
            ? "Nobody may do this: it has no entry in the table of roles."
            : AccessTable.Refusal(act, person)
                ?? (person?.Key is { } key ? KeyReach.Problem(key, entry, context) : null)
                ?? AccessTable.Sentence(act);
    }
}
