using Mcpx.Dashboard.Auth.Access;
using Microsoft.AspNetCore.Authorization;

namespace Mcpx.Dashboard.Auth;

/// <summary>
/// There is one policy: that the table lets this person pass. It is the fallback too, so that what nobody thought of is shut. The
/// platform's default, that somebody is signed in, is left to parts of a page that only greet.
/// </summary>
public static class Policies
{
    /// <summary>What <see cref="AccessTable"/> says of the page or call.</summary>
    public const string Access = nameof(Access);

    internal static void Add(AuthorizationOptions options)
    {
        var policy = new AuthorizationPolicyBuilder().AddRequirements(new AccessRequirement()).Build();
        options.AddPolicy(Access, policy);
        options.FallbackPolicy = policy;
    }
}
