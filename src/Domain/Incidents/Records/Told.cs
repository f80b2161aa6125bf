namespace Mcpx.Domain.Incidents;

/// <summary>A message that went out.</summary>
/// <param name="Kind">Which template.</param>
/// <param name="Channel">Where to.</param>
public readonly record struct Told(string Kind, string Channel);
