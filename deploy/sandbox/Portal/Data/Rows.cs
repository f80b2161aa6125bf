namespace Mcpx.Sandbox.Portal.Data;

/// <summary>A background job as <c>/api/jobs</c> lists it.</summary>
/// <param name="Id">Number, unique in the environment.</param>
/// <param name="Name">What it does.</param>
/// <param name="State"><c>running</c>, <c>waiting</c> or <c>finished</c>.</param>
public sealed record Job(long Id, string Name, string State);

/// <summary>A feature flag of the environment.</summary>
/// <param name="FlagKey">Name of the flag.</param>
/// <param name="IsEnabled">Whether it is on.</param>
/// <param name="TargetRole">The only role it applies to; null for everybody.</param>
public sealed record FeatureFlag(string FlagKey, bool IsEnabled, string? TargetRole);

/// <summary>One change of config or flags: who, what, when, before and after.</summary>
/// <param name="Id">Number, growing with time.</param>
/// <param name="Who">Actor that asked for the change.</param>
/// <param name="What"><c>config:KEY</c> or <c>flag:KEY</c>.</param>
/// <param name="When">UTC time of the change.</param>
/// <param name="Before">Value before; null when the key was new.</param>
/// <param name="After">Value after.</param>
/// <param name="RequestId">The caller's identifier of the request.</param>
public sealed record AuditEvent(
    long Id,
    string Who,
    string What,
    DateTimeOffset When,
    string? Before,
    string After,
    string RequestId
)
{
    /// <summary>The change in one line for a person.</summary>
    public string Describe() => $"{What} was '{Before}' and is '{After}'; audit {Id} by {Who}";
}
