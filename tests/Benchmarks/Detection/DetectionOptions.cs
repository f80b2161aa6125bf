using System.Globalization;

namespace Mcpx.Benchmarks.Detection;

/// <summary>What <c>detection</c> takes beside the other benchmarks' options.</summary>
/// <param name="Faults">How many faults are made, 1 to 1,000.</param>
/// <param name="Seed">Of their order and phases.</param>
/// <param name="PortBase">The first of the ports that the product is started on.</param>
/// <param name="Data">A folder to keep the run in; null for a temporary one.</param>
internal sealed record DetectionOptions(int Faults = 50, int Seed = 1, int PortBase = 6400, string? Data = null)
{
    /// <summary>Takes its options out of the words.</summary>
    /// <exception cref="FormatException">One of them is wrong.</exception>
    public static DetectionOptions Take(List<string> words) =>
        new(
            Number(words, "--faults", 50, 1, 1_000),
            Number(words, "--seed", 1, 0, int.MaxValue),
            Number(words, "--port-base", 6400, 1, 65_483),
            Text(words, "--data")
        );

    private static int Number(List<string> words, string name, int otherwise, int least, int most) =>
        Text(words, name) is not { } text ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number >= least
        && number <= most
            ? number
        : throw new FormatException($"{name} {text}: must be a number from {least} to {most}.");

    private static string? Text(List<string> words, string name)
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
