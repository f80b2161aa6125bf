namespace Mcpx.Domain.Configuration;

/// <summary>How rules name configuration keys and flags. Case never matters: SQL Server's collation and .NET agree on that.</summary>
internal static class KeyPattern
{
    /// <summary>Whether a pattern, in which <c>*</c> stands for anything, covers a key as a whole.</summary>
    public static bool Matches(string pattern, string key)
    {
        var (p, k, star, resume) = (0, 0, -1, 0);
        while (k < key.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                (star, resume) = (p++, k);
            }
            else if (p < pattern.Length && Same(pattern[p], key[k]))
            {
                (p, k) = (p + 1, k + 1);
            }
            else if (star >= 0)
            {
                (p, k) = (star + 1, ++resume);
            }
            else
            {
                return false;
            }
        }

        return pattern.AsSpan(p).Trim('*').IsEmpty;
    }

    /// <summary>
    /// Whether a key names a word: it stands at a word's beginning, not anywhere. <c>EnableLegacyHttpSse</c> and
    /// <c>Network:SseKeepAliveSeconds</c> name <c>Sse</c>, <c>Jobs:MaxProcesses</c> does not.
    /// </summary>
    public static bool Names(string key, string word)
    {
        for (
            var at = key.IndexOf(word, StringComparison.OrdinalIgnoreCase);
            at >= 0;
            at = key.IndexOf(word, at + 1, StringComparison.OrdinalIgnoreCase)
        )
        {
            if (at == 0 || !char.IsLetter(key[at - 1]) || (char.IsUpper(key[at]) && char.IsLower(key[at - 1])))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Same(char a, char b) => char.ToUpperInvariant(a) == char.ToUpperInvariant(b);
}
