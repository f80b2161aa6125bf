namespace Mcpx.Dashboard.Tests.SignIn;

/// <summary>Somebody the local provider knows.</summary>
internal sealed record ProviderPerson(string Id, string Name, params string[] Roles)
{
    /// <summary>Their login at the forge, as a claim; null for none.</summary>
    public string? ForgeLogin { get; init; }
}
