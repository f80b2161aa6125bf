using System.Text.Json.Serialization;
using Mcpx.Domain.Incidents;

namespace Mcpx.Domain.Rollback;

/// <summary>One key or flag to write back through its stored procedure (runbook section 7).</summary>
/// <param name="Kind">Config, Flag or AllowList.</param>
/// <param name="Key">The key or flag.</param>
/// <param name="Observed">What it is now.</param>
/// <param name="Value">What it shall be.</param>
public sealed record PlanRevert(ChangeKind Kind, string Key, string? Observed, string Value)
{
    /// <summary>The only role that a flag is set for; null, the default, for everybody. Keys have none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TargetRole { get; init; }
}
