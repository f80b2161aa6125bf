namespace Mcpx.Dashboard.Auth.Access;

/// <summary>Where a key that is made for some environments may go: to addresses that name one of them.</summary>
internal static class KeyReach
{
    /// <summary>Why the key may not; null when it may.</summary>
    public static string? Problem(KeyHolder key, AccessEntry entry, HttpContext? http) =>
        key.Environments.Count == 0 ? null
        : !entry.NamesEnvironment ? $"The key {key.Name} is for {Of(key)}, and this tells of every environment."
        : http?.Request.RouteValues.GetValueOrDefault("environment") is string environment ? Problem(key, environment)
        // The environment stands in the body and is looked at there.
        : null;

    /// <summary>Why the key may not act on this environment; null when it may.</summary>
    public static string? Problem(KeyHolder? key, string environment) =>
        key is null || key.Environments.Count == 0 || key.Environments.Contains(environment)
            ? null
            : $"The key {key.Name} is for {Of(key)}, not for {environment}.";

    private static string Of(KeyHolder key) => string.Join(", ", key.Environments);
}
