using Mcpx.Domain.Incidents;

namespace Mcpx.Domain.Configuration;

/// <summary>Finds approval policies that nobody could satisfy, before an incident does.</summary>
internal static class ApprovalValidator
{
    private static readonly Role[] PeoplesRoles =
    [
        Role.Sre,
        Role.Deputy,
        Role.IncidentCommander,
        Role.DecisionOwner,
        Role.Admin,
    ];

    public static void Check(List<ConfigurationError> errors, string key, string environment, ApprovalOptions approval)
    {
        errors.AtLeast($"{key}:Required", approval.Required, 1);
        errors.Positive($"{key}:ProposalValid", approval.ProposalValid);
        errors.NotNegative($"{key}:WarnBefore", approval.WarnBefore);
        if (approval.ProposalValid > TimeSpan.Zero && approval.WarnBefore >= approval.ProposalValid)
        {
            errors.Add(
                new(
                    $"{key}:WarnBefore",
                    $"{approval.WarnBefore:c}",
                    $"must be shorter than ProposalValid ({approval.ProposalValid:c})"
                )
            );
        }

        var impossible = approval.Roles.Where(role => !PeoplesRoles.Contains(role)).ToList();
        if (impossible.Count > 0)
        {
            errors.Add(
                new($"{key}:Roles", string.Join(", ", impossible), "cannot approve; pipelines declare, people approve")
            );
        }

        CheckHolders(errors, key, environment, approval);
    }

    /// <summary>One person holds each of the runbook's roles (section 4).</summary>
    private static void CheckHolders(
        List<ConfigurationError> errors,
        string key,
        string environment,
        ApprovalOptions approval
    )
    {
        var roles = approval.EffectiveRoles.Distinct().Count();
        if (approval.Required > roles)
        {
            errors.Add(
                new($"{key}:Required", $"{approval.Required}", $"nobody can satisfy it: only {roles} roles may approve")
            );
        }
        else if (roles == 1 && approval.IsIndependent(environment) && !approval.BreakGlass)
        {
            errors.Add(
                new(
                    $"{key}:Independent",
                    "True",
                    $"nobody can satisfy it: the one {approval.EffectiveRoles[0]} may have caused the failing change; "
                        + "allow a second role or BreakGlass"
                )
            );
        }
    }
}
