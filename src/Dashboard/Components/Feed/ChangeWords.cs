using Mcpx.Domain.Incidents;

namespace Mcpx.Dashboard.Components.Feed;

/// <summary>A change of configuration, flags or schema in words.</summary>
internal static class ChangeWords
{
    /// <summary>"Cors:AllowedOrigins from 'a' to 'b' by ada".</summary>
    public static string Of(Change change) =>
        $"{Kind(change.Kind)} {change.Key}{For(change.TargetRole)} from {Value(change.Before)} to {Value(change.After)} by {change.By}";

    /// <summary>What kind of thing was changed.</summary>
    public static string Kind(ChangeKind kind) =>
        kind switch
        {
            ChangeKind.AllowList => "Allow-list",
            ChangeKind.Config => "Key",
            var other => other.ToString(),
        };

    /// <summary>A value as it is shown: empty and missing are words.</summary>
    public static string Value(string? value) =>
        value switch
        {
            null => "none",
            "" => "empty",
            _ => $"'{value}'",
        };

    private static string For(string? role) => role is null ? "" : $" for {role}";
}
