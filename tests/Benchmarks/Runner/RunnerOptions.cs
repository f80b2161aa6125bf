namespace Mcpx.Benchmarks.Runner;

/// <summary>What <c>runner</c> takes beside the other benchmarks' options.</summary>
/// <param name="Runs">How many rollbacks are measured, 1 to 100.</param>
/// <param name="PortBase">The first of the ports that sandbox and watchdog are started on.</param>
/// <param name="Data">A folder to keep the run in; null for a temporary one.</param>
internal sealed record RunnerOptions(int Runs = 5, int PortBase = 6500, string? Data = null)
{
    /// <summary>Takes its options out of the words.</summary>
    /// <exception cref="FormatException">One of them is wrong.</exception>
    public static RunnerOptions Take(List<string> words) =>
        new(
            OptionWords.Number(words, "--runs", 5, 1, 100),
            OptionWords.Number(words, "--port-base", 6500, 1, 65_483),
            OptionWords.Text(words, "--data")
        );
}
