using Mcpx.Domain.Configuration;

namespace Mcpx.Domain.Parity;

/// <summary>Holds the effective configuration of an environment against the expected one.</summary>
public static class ParityComparison
{
    /// <summary>Compares. Keys are the same whatever their case, values only when they are the same to the letter.</summary>
    /// <param name="expected">What should be, by key; flags as <c>flag:NAME</c>.</param>
    /// <param name="effective">What is.</param>
    /// <param name="rules">How much which difference matters, and what is secret.</param>
    /// <param name="seal">Puts digests in the place of secrets, on both sides; what is sealed already stays as it is.</param>
    /// <param name="at">When the effective one was read.</param>
    public static ParityReport Compare(
        IReadOnlyDictionary<string, string> expected,
        IReadOnlyDictionary<string, string> effective,
        DriftOptions rules,
        SecretSeal seal,
        DateTimeOffset at
    )
    {
        var wanted = ByKey(seal.Seal(expected));
        var found = ByKey(seal.Seal(effective));
        var keys = wanted.Keys.Union(found.Keys, StringComparer.OrdinalIgnoreCase).ToList();
        var differences = keys.Select(key =>
                Difference(key, wanted.GetValueOrDefault(key), found.GetValueOrDefault(key), rules, seal)
            )
            .OfType<ParityDifference>()
            .OrderBy(difference => difference.Severity)
            .ThenBy(difference => difference.Key, StringComparer.Ordinal);
        return new(at, keys.Count, [.. differences]);
    }

    private static ParityDifference? Difference(
        string key,
        string? expected,
        string? effective,
        DriftOptions rules,
        SecretSeal seal
    )
    {
        // What is expected as a digest is a secret, whatever its key is called.
        if (effective is not null && SaltedDigest.IsSalted(expected))
        {
            effective = seal.Digest(effective);
        }

        if (SettingKey.Same(SettingKey.IsFlag(key), expected, effective))
        {
            return null;
        }

        var kind =
            effective is null ? DifferenceKind.Missing
            : expected is null ? DifferenceKind.Unexpected
            : DifferenceKind.Different;
        var secret = rules.IsSecret(key) || SaltedDigest.Is(expected) || SaltedDigest.Is(effective);
        return new(key, kind, rules.SeverityOf(key), expected, effective, secret);
    }

    /// <summary>Of one key in two spellings the first in ordinal order counts, whatever order they came in.</summary>
    private static SortedDictionary<string, string> ByKey(IReadOnlyDictionary<string, string> values)
    {
        var byKey = new SortedDictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in values.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            byKey.TryAdd(key, value);
        }

        return byKey;
    }
}
