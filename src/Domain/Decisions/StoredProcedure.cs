using Mcpx.Domain.Incidents;
using Mcpx.Domain.Rollback;

namespace Mcpx.Domain.Decisions;

/// <summary>
/// The statement of runbook section 7 that writes one key or flag back: for people, where it cannot be done from here. The
/// request's identity is theirs to fill in.
/// </summary>
internal static class StoredProcedure
{
    public static string Of(PlanRevert revert, string environment) =>
        revert.Kind == ChangeKind.Flag
            ? $"EXEC dbo.sp_Feature_Set @FlagKey = {Text(revert.Key)}, @IsEnabled = {Bit(revert.Value)}, "
                + $"@Scope = {Text(environment)}, @TargetRole = NULL, @Description = N'Emergency disable after regression', "
                + "@Actor = N'rollback-bot', @RequestId = N'{requestId}';"
            : $"EXEC dbo.sp_Config_SetValue @ConfigKey = {Text(revert.Key)}, @Value = {Text(revert.Value)}, "
                + $"@ValueType = {Text(ValueType(revert.Key))}, @Scope = {Text(environment)}, "
                + $"@Description = N'Rollback to prior stable', @Tags = {Text(Tags(revert.Key))}, "
                + "@Actor = N'rollback-bot', @RequestId = N'{requestId}';";

    private static string Text(string value) => $"N'{value.Replace("'", "''", StringComparison.Ordinal)}'";

    private static string Bit(string value) =>
        value.ToUpperInvariant() switch
        {
            "1" or "TRUE" or "ON" => "1",
            "0" or "FALSE" or "OFF" => "0",
            _ => "{0 or 1}",
        };

    private static string ValueType(string key) =>
        key.EndsWith("Seconds", StringComparison.OrdinalIgnoreCase) ? "seconds" : "string";

    /// <summary>As the runbook tags <c>Network:SseKeepAliveSeconds</c>: its section, and sse where the key names it.</summary>
    private static string Tags(string key)
    {
        var section = key.Split(':')[0].ToLowerInvariant();
        return Configuration.KeyPattern.Names(key, "Sse") && section != "sse" ? $"{section},sse" : section;
    }
}
