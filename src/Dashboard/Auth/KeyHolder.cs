namespace Mcpx.Dashboard.Auth;

/// <summary>What an API key lets its holder do.</summary>
/// <param name="Name">The key's name, as the journal knows it.</param>
/// <param name="Scopes">See <see cref="Domain.Access.KeyScopes"/>.</param>
/// <param name="Environments">For which environments; empty for all.</param>
public sealed record KeyHolder(string Name, IReadOnlyList<string> Scopes, IReadOnlyList<string> Environments);
