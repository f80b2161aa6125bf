using System.Runtime.InteropServices;

namespace Mcpx.Benchmarks.Reporting;

/// <summary>Where it was measured.</summary>
/// <param name="Cpu">Its name, as far as the system tells.</param>
/// <param name="Cores">Cores that this process may use.</param>
/// <param name="Os">The system.</param>
/// <param name="Runtime">.NET.</param>
/// <param name="Load">Processes that wanted a core in the last minute, ours included; null where the system does not tell.</param>
internal sealed record Machine(string Cpu, int Cores, string Os, string Runtime, double? Load)
{
    public static Machine Here { get; } =
        new(
            Read("/proc/cpuinfo", "model name") ?? RuntimeInformation.ProcessArchitecture.ToString(),
            Environment.ProcessorCount,
            RuntimeInformation.OSDescription,
            RuntimeInformation.FrameworkDescription,
            LoadNow()
        );

    public override string ToString() =>
        FormattableString.Invariant($"{Cpu}, {Cores} cores, {Os}, {Runtime}, load {Load}");

    private static string? Read(string file, string key) =>
        !File.Exists(file)
            ? null
            : File.ReadLines(file)
                .FirstOrDefault(line => line.StartsWith(key, StringComparison.Ordinal))
                ?.Split(':', 2)[1]
                .Trim();

    private static double? LoadNow() =>
        File.Exists("/proc/loadavg")
            ? double.Parse(
                File.ReadAllText("/proc/loadavg").Split(' ')[0],
                System.Globalization.CultureInfo.InvariantCulture
            )
            : null;
}
