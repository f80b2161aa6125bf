using Mcpx.Domain.Incidents;

namespace Mcpx.Domain.Rollback;

/// <summary>The portal's stored procedures that change config and flags, as the runbook calls them (section 7).</summary>
public static class PortalProcedures
{
    /// <summary>
    /// The call as text for a query window, values quoted. A key's type and tags are not known here: whoever runs it fills in what
    /// they are, since a guess would change them.
    /// </summary>
    /// <param name="revert">What to write back.</param>
    /// <param name="environment">The scope.</param>
    /// <param name="requestId">What the audit entry is found by.</param>
    public static string Text(PlanRevert revert, string environment, string requestId)
    {
        ArgumentNullException.ThrowIfNull(revert);
        return revert.Kind == ChangeKind.Flag
            ? $"EXEC dbo.sp_Feature_Set @FlagKey = {Quote(revert.Key)}, @IsEnabled = {(IsOn(revert.Value) ? 1 : 0)}, @Scope = {Quote(environment)}, "
                + $"@TargetRole = NULL, @Description = N'Emergency rollback', @Actor = N'rollback-bot', @RequestId = {Quote(requestId)};"
            : $"EXEC dbo.sp_Config_SetValue @ConfigKey = {Quote(revert.Key)}, @Value = {Quote(revert.Value)}, @ValueType = N'<ITS TYPE>', @Scope = {Quote(environment)}, "
                + $"@Description = N'Rollback to prior stable', @Tags = N'<ITS TAGS>', @Actor = N'rollback-bot', @RequestId = {Quote(requestId)};";
    }

    private static bool IsOn(string value) =>
        value is "1"
        || value.Equals("true", StringComparison.OrdinalIgnoreCase)
        || value.Equals("on", StringComparison.OrdinalIgnoreCase);

    private static string Quote(string value) => $"N'{value.Replace("'", "''", StringComparison.Ordinal)}'";
}
