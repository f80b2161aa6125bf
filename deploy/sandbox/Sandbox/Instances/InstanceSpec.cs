namespace Mcpx.Sandbox.Instances;

/// <summary>One place where a portal runs.</summary>
internal sealed record InstanceSpec(string Environment, string Name, PortalComponent Component, int Port)
{
    public Uri Address { get; } = new($"http://127.0.0.1:{Port}");

    /// <summary>The API instances of the same environment, for the web to ask; none for an API instance.</summary>
    public IReadOnlyList<Uri> ApiAddresses { get; init; } = [];

    public string Key => $"{Environment}/{Name}";
}
