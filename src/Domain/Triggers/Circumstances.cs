namespace Mcpx.Domain.Triggers;

/// <summary>What lies over a tick, whatever a series itself measured.</summary>
/// <param name="Deploying">A deployment on the component is under way.</param>
/// <param name="Blind">Every vantage failed at its newest look: we are blind ourselves.</param>
public readonly record struct Circumstances(bool Deploying, bool Blind);
