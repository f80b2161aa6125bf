using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Parity;

/// <summary>Makes changes of what differs between two polls of an environment's configuration and flags.</summary>
public static class SettingChanges
{
    /// <summary>
    /// Every key that was set, added or removed between the polls, by key. A change is dated when it was seen, the poll
    /// before it is its lower bound. Digests of two different salts say nothing about each other and are passed over.
    /// </summary>
    public static IReadOnlyList<Change> Between(SettingPoll before, SettingPoll after)
    {
        var comparable = before.SaltId == after.SaltId;
        var (was, now) = (ByKey(before.Values), ByKey(after.Values));
        return
        [
            .. was
                .Keys.Union(now.Keys, StringComparer.OrdinalIgnoreCase)
                .Order(StringComparer.OrdinalIgnoreCase)
                .Select(key => (Key: key, Was: was.GetValueOrDefault(key), Now: now.GetValueOrDefault(key)))
                .Where(pair => !SettingKey.Same(SettingKey.IsFlag(pair.Key), pair.Was, pair.Now))
                .Where(pair => comparable || !(SaltedDigest.Is(pair.Was) || SaltedDigest.Is(pair.Now)))
                .Select(pair => new Change(
                    Id(pair.Key, before.At),
                    SettingKey.KindOf(pair.Key),
                    Component.Config,
                    SettingKey.NameOf(pair.Key),
                    pair.Was,
                    pair.Now,
                    Change.UnknownAuthor,
                    after.At,
                    before.At
                )),
        ];
    }

    /// <summary>The same for the same difference after the same poll, so that one that is seen again is known.</summary>
    private static string Id(string key, DateTimeOffset since) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"poll-{since.UtcTicks:x}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key.ToUpperInvariant())))[..12]}"
        );

    /// <summary>Of one key in two spellings the first in ordinal order counts.</summary>
    private static Dictionary<string, string> ByKey(IReadOnlyDictionary<string, string> values)
    {
        var byKey = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in values.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            byKey.TryAdd(key, value);
        }

        return byKey;
    }
}
