using System.Collections.Immutable;
using Mcpx.Domain.Journal;

namespace Mcpx.Domain.Access;

/// <summary>Every API key that was ever made.</summary>
public sealed record KeyBook
{
    /// <summary>No key.</summary>
    public static KeyBook Empty { get; } = new();

    /// <summary>Keys by name.</summary>
    public ImmutableSortedDictionary<string, ApiKey> ByName { get; init; } =
        ImmutableSortedDictionary.Create<string, ApiKey>(StringComparer.Ordinal);

    /// <summary>Names by hash.</summary>
    public ImmutableDictionary<string, string> NameByHash { get; init; } =
        ImmutableDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Version of the stream.</summary>
    public int Version { get; init; }

    /// <summary>The key with this hash; null when there is none.</summary>
    /// <param name="sha256">Lower-case hexadecimal.</param>
    public ApiKey? Find(string sha256) =>
        NameByHash.TryGetValue(sha256, out var name) ? ByName.GetValueOrDefault(name) : null;

    /// <summary>Folds one more event of the stream.</summary>
    /// <param name="entry">The event.</param>
    public KeyBook Evolve(JournalEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var next = this with { Version = entry.Version };
        return entry.Event switch
        {
            KeyCreated e => next with
            {
                ByName = ByName.SetItem(
                    e.Name,
                    new(e.Name, e.Sha256, e.Scopes, e.Environments, entry.Actor, entry.At, e.ExpiresAt)
                ),
                NameByHash = NameByHash.SetItem(e.Sha256, e.Name),
            },
            KeyRevoked e when ByName.TryGetValue(e.Name, out var key) => next with
            {
                ByName = ByName.SetItem(e.Name, key with { RevokedBy = entry.Actor, RevokedAt = entry.At }),
            },
            _ => next,
        };
    }
}
