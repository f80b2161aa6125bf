using System.Globalization;

namespace Mcpx.Sandbox.Portal.Data;

/// <summary>Refuses procedure calls that a database would refuse; the answer is the reason, or null when all is well.</summary>
internal static class ProcedureCheck
{
    public static string? Refusal(ConfigSetValue call, string environment) =>
        Missing(
            ("configKey", call.ConfigKey),
            ("value", call.Value),
            ("valueType", call.ValueType),
            ("actor", call.Actor),
            ("requestId", call.RequestId)
        )
        ?? WrongScope(call.Scope, environment)
        ?? WrongValue(call.Value!, call.ValueType!);

    public static string? Refusal(FeatureSet call, string environment) =>
        Missing(
            ("flagKey", call.FlagKey),
            ("isEnabled", call.IsEnabled?.ToString()),
            ("actor", call.Actor),
            ("requestId", call.RequestId)
        ) ?? WrongScope(call.Scope, environment);

    private static string? Missing(params ReadOnlySpan<(string Name, string? Value)> parameters)
    {
        foreach (var (name, value) in parameters)
            if (string.IsNullOrWhiteSpace(value))
                return $"'{name}' is missing";
        return null;
    }

    private static string? WrongScope(string? scope, string environment) =>
        string.Equals(scope, environment, StringComparison.Ordinal)
            ? null
            : $"'scope' is '{scope}', this is '{environment}'";

    private static string? WrongValue(string value, string type)
    {
        var reads = type switch
        {
            "string" => true,
            "bool" => bool.TryParse(value, out _),
            "int" => int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
            "seconds" => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var s) && s > 0,
            _ => false,
        };
        return reads ? null : $"'{value}' is not a value of type '{type}' (string, int, seconds, bool)";
    }
}
