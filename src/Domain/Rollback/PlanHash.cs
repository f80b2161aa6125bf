using System.Security.Cryptography;
using System.Text.Json;
using Mcpx.Domain.Journal;

namespace Mcpx.Domain.Rollback;

/// <summary>
/// Binds an approval to what would be done. Two plans with the same hash do the same; estimates and titles are left out.
/// </summary>
public static class PlanHash
{
    /// <summary>SHA-256 of the plan's content, lower-case hexadecimal.</summary>
    public static string Of(Plan plan)
    {
        var content = new
        {
            plan.Version,
            plan.Incident,
            plan.Environment,
            plan.Kind,
            plan.Targets,
            plan.Reverts,
            plan.Undoes,
            plan.Schema,
            Steps = plan.Steps.Select(step => new
            {
                step.Number,
                step.Key,
                step.Kind,
                step.Component,
                step.Arguments,
                step.Fallback,
                step.Timeout,
            }),
            plan.Validation,
            plan.Execution,
            Policy = new
            {
                plan.Policy.Required,
                Roles = plan.Policy.EffectiveRoles,
                Independent = plan.Policy.IsIndependent(plan.Environment),
                plan.Policy.BreakGlass,
            },
        };
        return Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(content, EventBody.Json)));
    }

    /// <summary>The hash as people read it aloud: the first sixteen digits in fours.</summary>
    public static string Short(string hash) =>
        hash.Length < 16 ? hash : $"{hash[..4]} {hash[4..8]} {hash[8..12]} {hash[12..16]}";
}
