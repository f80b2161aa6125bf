namespace Mcpx.Domain.Signals;

/// <summary>One process of one component in one environment, for example <c>Prod/Api/api-1</c>.</summary>
/// <param name="Environment">The environment's name: Alpha, Beta, RTM or Prod.</param>
/// <param name="Component">What the instance runs.</param>
/// <param name="Name">Unique within the environment.</param>
public sealed record InstanceId(string Environment, Component Component, string Name)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Environment}/{Component}/{Name}";
}
