using System.Text.RegularExpressions;

namespace Mcpx.Watchdog.Probes.Security;

/// <summary>What was found in a text.</summary>
/// <param name="What">What kind of secret.</param>
/// <param name="Index">Where it begins, in characters.</param>
/// <param name="Secret">The secret itself: for its fingerprint, and for nothing else.</param>
internal sealed record SecretFind(string What, int Index, string Secret);

/// <summary>Finds what looks like a secret: by the formats of keys, and by entropy where only the name is telling.</summary>
internal static class SecretScanner
{
    /// <summary>No more are looked for in one text: one is enough to act on.</summary>
    public const int Most = 20;

    /// <summary>A hostile text must not make us walk through a million near misses.</summary>
    private const int MostMatches = 10_000;

    /// <summary>Whether a text holds anything.</summary>
    public static bool Any(string text) => Scan(text, SecretRules.All).Any();

    /// <summary>Everything found, in the order of the text, each place once.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isValue">Whether it is a value of a configuration rather than a program or a page.</param>
    public static IReadOnlyList<SecretFind> Find(string text, bool isValue = false)
    {
        var finds = new List<SecretFind>();
        foreach (var find in Scan(text, isValue ? [.. SecretRules.All, SecretRules.Password] : SecretRules.All))
        {
            if (!finds.Exists(known => Overlap(known, find)))
            {
                finds.Add(find);
            }

            if (finds.Count == Most)
            {
                break;
            }
        }

        return [.. finds.OrderBy(find => find.Index)];
    }

    private static IEnumerable<SecretFind> Scan(string text, IReadOnlyList<SecretRule> rules)
    {
        foreach (var rule in rules)
        {
            if (!text.AsSpan().ContainsAny(rule.Words))
            {
                continue;
            }

            var match = rule.Shape.Match(text);
            for (var matches = 0; match.Success && matches < MostMatches; matches++, match = match.NextMatch())
            {
                var place = match.Groups["secret"] is { Success: true } group ? group : (Capture)match;
                if (place.Length > 0 && IsSecret(rule, place.Value))
                {
                    yield return new(rule.What, place.Index, place.Value);
                }
            }
        }
    }

    private static bool IsSecret(SecretRule rule, string value) =>
        !Randomness.IsPlaceholder(value)
        && (rule.Entropy == 0 || Randomness.Entropy(value) >= rule.Entropy)
        && (rule.Accepts?.Invoke(value) ?? true);

    private static bool Overlap(SecretFind one, SecretFind other) =>
        one.Index < other.Index + other.Secret.Length && other.Index < one.Index + one.Secret.Length;
}
