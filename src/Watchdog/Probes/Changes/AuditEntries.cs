using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Probes.Security;

namespace Mcpx.Watchdog.Probes.Changes;

/// <summary>
/// Reads the portal's AuditEvents (runbook section 7: who, what, when, before and after), for example
/// <c>[{"id":7,"who":"ada","what":"config:Cors:AllowedOrigins","when":"2026-11-01T09:00:00Z","before":"a","after":"b","requestId":"x"}]</c>.
/// </summary>
internal static class AuditEntries
{
    private const int MostEntries = 2_000;
    private const int MostOfAName = 200;
    private const int MostOfAValue = 8_000;
    private const string ConfigPrefix = "config:";
    private const string FlagPrefix = "flag:";

    /// <summary>The changes in an answer, as far as they can be read; null when it is no list at all.</summary>
    /// <param name="body">The answer's body.</param>
    /// <param name="isSecret">Whether a value, beyond its looks, is one of our own secrets.</param>
    /// <param name="isOwn">Whether what was changed under which request id is a workflow's own write, and no change.</param>
    public static IReadOnlyList<Change>? Read(
        ReadOnlyMemory<byte> body,
        Func<string, bool> isSecret,
        Func<string, string?, bool> isOwn
    )
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind == JsonValueKind.Array
                ?
                [
                    .. json
                        .RootElement.EnumerateArray()
                        .Take(MostEntries)
                        .Select(entry => ReadOne(entry, isSecret, isOwn))
                        .OfType<Change>(),
                ]
                : null;
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            // The second is how the reader refuses text that is no Unicode.
            return null;
        }
    }

    private static Change? ReadOne(JsonElement entry, Func<string, bool> isSecret, Func<string, string?, bool> isOwn)
    {
        if (
            entry.ValueKind != JsonValueKind.Object
            || Text(entry, "id") is not { Length: > 0 and <= MostOfAName } id
            || Text(entry, "who") is not { Length: > 0 and <= MostOfAName } who
            || Text(entry, "what") is not { Length: > 0 and <= MostOfAName } what
            || !DateTimeOffset.TryParse(
                Text(entry, "when"),
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out var at
            )
            || isOwn(what, Text(entry, "requestId"))
        )
        {
            return null;
        }

        // Anything else that is audited, a sign-in for example, changes nothing.
        var flag = what.StartsWith(FlagPrefix, StringComparison.Ordinal);
        if (!flag && !what.StartsWith(ConfigPrefix, StringComparison.Ordinal))
        {
            return null;
        }

        var key = what[(what.IndexOf(':', StringComparison.Ordinal) + 1)..];
        return new(
            id,
            flag ? ChangeKind.Flag
                : key.StartsWith("Cors:", StringComparison.OrdinalIgnoreCase) ? ChangeKind.AllowList
                : ChangeKind.Config,
            Component.Config,
            key,
            Keep(key, Text(entry, "before"), isSecret),
            Keep(key, Text(entry, "after"), isSecret),
            who,
            at.ToUniversalTime()
        );
    }

    /// <summary>The value, or its digest where it must not or cannot be written down: enough to tell two values apart.</summary>
    private static string? Keep(string key, string? value, Func<string, bool> isSecret) =>
        value is null
        || (
            value.Length <= MostOfAValue
            && !SecretShapes.IsSecretKey(key)
            && SecretShapes.In(value) is null
            && !isSecret(value)
        )
            ? value
            : $"sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(value)))[..12]}";

    private static string? Text(JsonElement entry, string name) =>
        !entry.TryGetProperty(name, out var value)
            ? null
            : value.ValueKind switch
            {
                JsonValueKind.String => value.GetString(),
                JsonValueKind.Number => value.GetRawText(),
                _ => null,
            };
}
