namespace Mcpx.Benchmarks.Reporting;

/// <summary>Prints figures.</summary>
internal interface IReport
{
    /// <summary>Prints them as they are measured, or together.</summary>
    /// <returns>How many missed their goal.</returns>
    int Write(string benchmark, IEnumerable<Figure> figures);
}
