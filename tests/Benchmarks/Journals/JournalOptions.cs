namespace Mcpx.Benchmarks.Journals;

/// <summary>What <c>journal</c> takes beside the other benchmarks' options.</summary>
/// <param name="Events">Length of the journal that is opened, tailed and verified.</param>
/// <param name="Data">A folder for the journals, on the disk that is to be measured; null for a temporary one.</param>
internal sealed record JournalOptions(int Events = 1_000_000, string? Data = null)
{
    /// <summary>Takes its options out of the words.</summary>
    /// <exception cref="FormatException">One of them is wrong.</exception>
    public static JournalOptions Take(List<string> words) =>
        new(OptionWords.Number(words, "--events", 1_000_000, 1_000, 10_000_000), OptionWords.Text(words, "--data"));
}
