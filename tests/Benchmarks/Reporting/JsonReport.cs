using System.Text.Json;

namespace Mcpx.Benchmarks.Reporting;

/// <summary>One JSON object, in the shape that the design page gives.</summary>
internal sealed class JsonReport(TextWriter output) : IReport
{
    private static readonly JsonSerializerOptions Shape = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public int Write(string benchmark, IEnumerable<Figure> figures)
    {
        var all = figures.Select(figure => figure with { Value = Math.Round(figure.Value, 4) }).ToList();
        output.WriteLine(
            JsonSerializer.Serialize(
                new
                {
                    benchmark,
                    figures = all,
                    machine = Machine.Here,
                },
                Shape
            )
        );
        return all.Count(figure => figure.Met == false);
    }
}
