namespace Mcpx.Benchmarks.Dashboards;

/// <summary>What <c>dashboard</c> takes beside the other benchmarks' options.</summary>
/// <param name="Circuits">How many people look on.</param>
internal sealed record DashboardOptions(int Circuits)
{
    /// <summary>Takes its options out of the words.</summary>
    /// <exception cref="FormatException">One of them is wrong.</exception>
    public static DashboardOptions Take(List<string> words) =>
        new(OptionWords.Number(words, "--circuits", 200, 1, 2_000));
}
