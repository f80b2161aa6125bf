namespace Mcpx.Benchmarks.Detection.Exact;

/// <summary>A fault that was made.</summary>
/// <param name="Environment">Where.</param>
/// <param name="Trigger">Which trigger should find it.</param>
/// <param name="From">Before it began.</param>
/// <param name="Until">When it was over and forgotten, or given up.</param>
internal sealed record Injection(string Environment, string Trigger, DateTimeOffset From, DateTimeOffset Until);
