using System.Data.Common;

namespace Mcpx.Db;

/// <summary>A newer version of the program wrote the store: what it holds is not ours to change or to understand.</summary>
public sealed class NewerStoreException : DbException
{
    /// <param name="place">The file or database.</param>
    public NewerStoreException(string place)
        : base(Sentence(place)) { }

    /// <summary>The same as what keeps us from using it: one sentence to show, without its full stop.</summary>
    internal static string Sentence(string place) => $"{place} was written by a newer version; update this program";

    /// <exception cref="NewerStoreException">Scripts were run there that we do not have.</exception>
    internal static void ThrowIf(IReadOnlySet<string> run, IEnumerable<string> ours, string place)
    {
        if (!run.IsSubsetOf(ours))
        {
            throw new NewerStoreException(place);
        }
    }
}
