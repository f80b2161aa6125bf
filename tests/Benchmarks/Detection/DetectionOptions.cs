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
            OptionWords.Number(words, "--faults", 50, 1, 1_000),
            OptionWords.Number(words, "--seed", 1, 0, int.MaxValue),
            OptionWords.Number(words, "--port-base", 6400, 1, 65_483),
            OptionWords.Text(words, "--data")
        );
}
