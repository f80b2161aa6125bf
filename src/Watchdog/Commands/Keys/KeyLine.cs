using System.Globalization;
using Mcpx.Domain.Access;

namespace Mcpx.Watchdog.Commands.Keys;

/// <summary>A key as one line, without what would open anything.</summary>
internal static class KeyLine
{
    public static string Of(KeyCreated key) =>
        $"{key.Name}: {What(key.Scopes, key.Environments)}, until {Time(key.ExpiresAt)}";

    public static string Of(ApiKey key, DateTimeOffset now) =>
        $"{key.Name}: {What(key.Scopes, key.Environments)}, "
        + (key.Problem(now) ?? $"until {Time(key.ExpiresAt)}")
        + $" Made {Time(key.CreatedAt)} by {key.By.Name}.";

    private static string What(IReadOnlyList<string> scopes, IReadOnlyList<string> environments) =>
        $"{string.Join(", ", scopes)} for {(environments.Count == 0 ? "every environment" : string.Join(", ", environments))}";

    private static string Time(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC.'", CultureInfo.InvariantCulture);
}
