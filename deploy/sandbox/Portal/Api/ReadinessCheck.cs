namespace Mcpx.Sandbox.Portal.Api;

/// <summary>One check behind <c>/ready</c>.</summary>
/// <param name="Name">What is checked.</param>
/// <param name="Ok">Whether it passes.</param>
/// <param name="Detail">One sentence for a person.</param>
public sealed record ReadinessCheck(string Name, bool Ok, string Detail);
