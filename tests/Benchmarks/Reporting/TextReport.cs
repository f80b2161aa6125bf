using System.Globalization;

namespace Mcpx.Benchmarks.Reporting;

/// <summary>One line a figure, for people, each as soon as it is known.</summary>
internal sealed class TextReport(TextWriter output) : IReport
{
    public int Write(string benchmark, IEnumerable<Figure> figures)
    {
        output.WriteLine($"{benchmark} on {Machine.Here}");
        var missed = 0;
        foreach (var figure in figures)
        {
            missed += figure.Met == false ? 1 : 0;
            output.WriteLine(Line(figure));
        }

        return missed;
    }

    private static string Line(Figure figure)
    {
        var sign = figure.Better == "lower" ? "<=" : ">=";
        var goal = figure.Goal is { } value ? $"{sign} {Number(value)}, {(figure.Met == true ? "met" : "missed")}" : "";
        return $"  {figure.Name, -20}{Number(figure.Value), 12} {figure.Unit, -6} {goal}".TrimEnd();
    }

    private static string Number(double value) =>
        value.ToString(value < 100 ? "0.###" : "#,0", CultureInfo.InvariantCulture);
}
