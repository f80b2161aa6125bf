using Mcpx.Domain.Incidents;
using Mcpx.Domain.Parity;

namespace Mcpx.Domain.Rollback;

/// <summary>
/// The portal's stored procedures that change and read config and flags (runbook section 7), typed as db/portal declares
/// them. People's statements, what an approval binds and what is called all come from here.
/// </summary>
public static class PortalProcedures
{
    /// <summary>In whose name the watchdog changes.</summary>
    public const string Actor = "rollback-bot";

    /// <summary>Characters that a description may have.</summary>
    public const int DescriptionSize = 500;

    /// <summary>Characters that a request id may have.</summary>
    public const int RequestIdSize = 100;

    /// <summary>Stands where the names of who approved come.</summary>
    public const string Approvers = "{approvers}";

    internal const string Description = "@Description";
    internal const string RequestId = "@RequestId";
    internal const string ValueType = "@ValueType";
    internal const string Tags = "@Tags";

    /// <summary>
    /// The call that writes a key or flag back. A key's type and tags are not known here: they stand open and are filled in as
    /// they are, since a guess would change them.
    /// </summary>
    /// <param name="revert">What to write back.</param>
    /// <param name="environment">The scope.</param>
    /// <param name="requestId">What the AuditEvent is found by.</param>
    /// <param name="incident">The incident it belongs to; null before there is a plan.</param>
    public static PortalCall Set(PlanRevert revert, string environment, string requestId, string? incident = null)
    {
        ArgumentNullException.ThrowIfNull(revert);
        var actor = Text("@Actor", 200, Actor);
        var request = Text(RequestId, RequestIdSize, requestId);
        var scope = Text("@Scope", 20, environment);
        return revert.Kind == ChangeKind.Flag
            ? new(
                "dbo.sp_Feature_Set",
                [
                    Text("@FlagKey", 200, revert.Key),
                    Bit("@IsEnabled", revert.Value),
                    scope,
                    Text("@TargetRole", 100, revert.TargetRole),
                    Text(Description, DescriptionSize, Why("Emergency disable after regression")),
                    actor,
                    request,
                ]
            )
            : new(
                "dbo.sp_Config_SetValue",
                [
                    Text("@ConfigKey", 200, revert.Key),
                    Text("@Value", PortalParameter.Max, revert.Value),
                    Open(ValueType, 50, "{its type, as it is}"),
                    scope,
                    Text(Description, DescriptionSize, Why("Rollback to prior stable")),
                    Open(Tags, 400, "{its tags, as they are}"),
                    actor,
                    request,
                ]
            );

        string Why(string words) =>
            (SettingKey.Switch(revert.Value) == true ? "Rollback to prior stable" : words)
            + (incident is null ? "" : $"; {incident}, approved by {Approvers}");
    }

    /// <summary>The call that reads a flag.</summary>
    public static PortalCall ReadFlag(string procedure, string flag, string environment, string? role) =>
        new(procedure, [Text("@FlagKey", 200, flag), Text("@Scope", 20, environment), Text("@TargetRole", 100, role)]);

    /// <summary>The call that reads a key with its type and tags.</summary>
    public static PortalCall ReadConfig(string procedure, string key, string environment) =>
        new(procedure, [Text("@ConfigKey", 200, key), Text("@Scope", 20, environment)]);

    /// <summary>The call that reads AuditEvents by their request id.</summary>
    public static PortalCall ReadAudit(string procedure, string requestId) =>
        new(procedure, [Text(RequestId, RequestIdSize, requestId)]);

    private static PortalParameter Text(string name, int size, string? value) =>
        new(name, PortalType.Text, size, value);

    private static PortalParameter Open(string name, int size, string words) =>
        Text(name, size, words) with
        {
            IsOpen = true,
        };

    private static PortalParameter Bit(string name, string value) =>
        SettingKey.Switch(value) is { } on
            ? new(name, PortalType.Bit, Size: 0, on ? "1" : "0")
            : new PortalParameter(name, PortalType.Bit, Size: 0, "{0 or 1}") with
            {
                IsOpen = true,
            };
}
