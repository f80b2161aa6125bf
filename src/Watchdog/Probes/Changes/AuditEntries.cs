using System.Globalization;
using System.Text.Json;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Parity;
using Mcpx.Domain.Signals;

namespace Mcpx.Watchdog.Probes.Changes;

/// <summary>
/// Reads the portal's AuditEvents (runbook section 7: who, what, when, before and after), for example
/// <c>[{"id":7,"who":"ada","what":"config:Cors:AllowedOrigins","when":"2026-11-01T09:00:00Z","before":"a","after":"b","requestId":"x"}]</c>.
/// A flag that was set for one role alone has it as <c>targetRole</c>.
/// </summary>
internal static class AuditEntries
{
    private const int MostEntries = 2_000;
    private const int MostOfAName = 200;
    private const string ConfigPrefix = "config:";

    /// <summary>The changes in an answer, as far as they can be read; null when it is no list at all.</summary>
    /// <param name="body">The answer's body.</param>
    /// <param name="seal">Puts digests in the place of secrets.</param>
    /// <param name="isOwn">Whether what was changed under which request id is a workflow's own write, and no change.</param>
    public static IReadOnlyList<Change>? Read(
        ReadOnlyMemory<byte> body,
        SecretSeal seal,
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
                        .Select(entry => ReadOne(entry, seal, isOwn))
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

    private static Change? ReadOne(JsonElement entry, SecretSeal seal, Func<string, string?, bool> isOwn)
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
        var flag = SettingKey.IsFlag(what);
        if (!flag && !what.StartsWith(ConfigPrefix, StringComparison.Ordinal))
        {
            return null;
        }

        var key = flag ? what : what[ConfigPrefix.Length..];
        return new(
            id,
            flag ? ChangeKind.Flag : SettingKey.KindOf(key),
            Component.Config,
            SettingKey.NameOf(key),
            seal.Seal(key, Text(entry, "before")),
            seal.Seal(key, Text(entry, "after")),
            who,
            at.ToUniversalTime()
        )
        {
            TargetRole = flag && Text(entry, "targetRole") is { Length: > 0 and <= MostOfAName } role ? role : null,
        };
    }

    private static string? Text(JsonElement entry, string name) =>
        !entry.TryGetProperty(name, out var value)
            ? null
            : value.ValueKind switch
            {
                JsonValueKind.String => value.GetString(),
                JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
                _ => null,
            };
}
