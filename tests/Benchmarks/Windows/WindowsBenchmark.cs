using Mcpx.Benchmarks.Incidents;
using Mcpx.Benchmarks.Replay;
using Mcpx.Benchmarks.Reporting;

namespace Mcpx.Benchmarks.Windows;

/// <summary>The figures of the section on speed.</summary>
internal static class WindowsBenchmark
{
    public static IEnumerable<Figure> Run() =>
        Adds.Run().Concat(Memory.Run()).Concat(Judging.Run()).Concat(LongIncident.Run()).Concat(RecordedHours.Run());
}
