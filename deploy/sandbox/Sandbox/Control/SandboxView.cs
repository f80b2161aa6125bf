namespace Mcpx.Sandbox.Control;

/// <summary>What <c>GET /</c> says of one instance.</summary>
internal sealed record InstanceView(string Name, PortalComponent Component, string Address, string Tag, string State);

/// <summary>What <c>GET /</c> says of one environment.</summary>
internal sealed record EnvironmentView(string Name, IReadOnlyList<InstanceView> Instances);

/// <summary>What <c>GET /</c> answers.</summary>
internal sealed record SandboxView(IReadOnlyList<EnvironmentView> Environments)
{
    /// <summary>The environment of that name; a name that does not exist is bad usage.</summary>
    public EnvironmentView Find(string name) =>
        Environments.FirstOrDefault(environment => string.Equals(environment.Name, name, StringComparison.Ordinal))
        ?? throw new UsageException(
            $"There is no environment '{name}' here, only {string.Join(", ", Environments.Select(one => one.Name))}."
        );
}
