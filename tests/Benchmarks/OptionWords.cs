using System.Globalization;

namespace Mcpx.Benchmarks;

/// <summary>Takes a benchmark's own options out of the words of the command line.</summary>
internal static class OptionWords
{
    /// <exception cref="FormatException">It is no number, or out of bounds.</exception>
    public static int Number(List<string> words, string name, int otherwise, int least, int most) =>
        Text(words, name) is not { } text ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number >= least
        && number <= most
            ? number
        : throw new FormatException($"{name} {text}: must be a number from {least} to {most}.");

    /// <exception cref="FormatException">The value is missing.</exception>
    public static string? Text(List<string> words, string name)
    {
        var at = words.IndexOf(name);
        if (at < 0)
        {
            return null;
        }

        if (at + 1 == words.Count)
        {
            throw new FormatException($"{name}: a value is missing.");
        }

        var value = words[at + 1];
        words.RemoveRange(at, 2);
        return value;
    }
}
