namespace Mcpx.Benchmarks.Reporting;

/// <summary>One measured figure.</summary>
/// <param name="Name">As in the issue, for example <c>add_ns</c>.</param>
/// <param name="Value">What was measured.</param>
/// <param name="Unit">Of value and goal.</param>
/// <param name="Goal">What it should be; null where there is none.</param>
/// <param name="Better">Which way is better: <c>lower</c> or <c>higher</c>.</param>
internal sealed record Figure(string Name, double Value, string Unit, double? Goal, string Better)
{
    /// <summary>Whether the goal is met; null without one.</summary>
    public bool? Met =>
        Goal is not { } goal ? null
        : Better == "lower" ? Value <= goal
        : Value >= goal;

    public static Figure Lower(string name, double value, string unit, double? goal = null) =>
        new(name, value, unit, goal, "lower");

    public static Figure Higher(string name, double value, string unit, double? goal = null) =>
        new(name, value, unit, goal, "higher");
}
