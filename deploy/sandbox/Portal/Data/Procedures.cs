namespace Mcpx.Sandbox.Portal.Data;

/// <summary>Parameters of <c>dbo.sp_Config_SetValue</c>, named as the runbook names them.</summary>
/// <param name="ConfigKey">Key to set, for example <c>Network:SseKeepAliveSeconds</c>.</param>
/// <param name="Value">New value as text.</param>
/// <param name="ValueType"><c>string</c>, <c>int</c>, <c>seconds</c> or <c>bool</c>; the value must read as it.</param>
/// <param name="Scope">Environment the value is for; must be the one asked.</param>
/// <param name="Description">Why.</param>
/// <param name="Tags">Comma-separated labels; may be null.</param>
/// <param name="Actor">Who asks.</param>
/// <param name="RequestId">The caller's identifier, written to the audit.</param>
public sealed record ConfigSetValue(
    string? ConfigKey,
    string? Value,
    string? ValueType,
    string? Scope,
    string? Description,
    string? Tags,
    string? Actor,
    string? RequestId
);

/// <summary>Parameters of <c>dbo.sp_Feature_Set</c>, named as the runbook names them.</summary>
/// <param name="FlagKey">Flag to set, for example <c>EnableLegacyHttpSse</c>.</param>
/// <param name="IsEnabled">On or off.</param>
/// <param name="Scope">Environment the flag is for; must be the one asked.</param>
/// <param name="TargetRole">The only role it applies to; null for everybody.</param>
/// <param name="Description">Why.</param>
/// <param name="Actor">Who asks.</param>
/// <param name="RequestId">The caller's identifier, written to the audit.</param>
public sealed record FeatureSet(
    string? FlagKey,
    bool? IsEnabled,
    string? Scope,
    string? TargetRole,
    string? Description,
    string? Actor,
    string? RequestId
);
