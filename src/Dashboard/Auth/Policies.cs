using Microsoft.AspNetCore.Authorization;

namespace Mcpx.Dashboard.Auth;

/// <summary>One policy per set of roles. Pages and API endpoints name a policy, never a role.</summary>
public static class Policies
{
    /// <summary>Any signed-in person or pipeline.</summary>
    public const string CanView = nameof(CanView);

    /// <summary>Incident Commander, Deputy or Decision Owner. Whether this person may approve this plan is the domain's decision.</summary>
    public const string CanApprove = nameof(CanApprove);

    /// <summary>A pipeline, or whoever may approve and reports by hand.</summary>
    public const string CanReportDeployment = nameof(CanReportDeployment);

    /// <summary>An Auditor, or whoever may approve: the whole journal leaves the house.</summary>
    public const string CanExport = nameof(CanExport);

    private static readonly string[] Approvers = [Roles.IncidentCommander, Roles.Deputy, Roles.DecisionOwner];

    private static readonly Dictionary<string, string[]> RolesByPolicy = new(StringComparer.Ordinal)
    {
        [CanApprove] = Approvers,
        [CanExport] = [Roles.Auditor, .. Approvers],
        [CanReportDeployment] = [Roles.Deployer, .. Approvers],
    };

    /// <summary>Which roles a policy takes, as a sentence; null for a policy that takes none in particular.</summary>
    public static string? Sentence(string? policy)
    {
        if (policy is null || !RolesByPolicy.TryGetValue(policy, out var roles))
        {
            return null;
        }

        var words = roles.Select(Roles.Words).ToArray();
        return $"It takes the role {string.Join(", ", words[..^1])} or {words[^1]}.";
    }

    /// <summary>Whether somebody has one of the roles that a policy takes.</summary>
    public static bool Allows(string policy, Person person) =>
        !RolesByPolicy.TryGetValue(policy, out var roles) || roles.Any(role => person.Roles.Contains(role));

    internal static void Add(AuthorizationOptions options)
    {
        options.AddPolicy(CanView, static policy => policy.RequireAuthenticatedUser());
        foreach (var (name, roles) in RolesByPolicy)
        {
            options.AddPolicy(name, policy => policy.RequireAuthenticatedUser().RequireRole(roles));
        }
    }
}
