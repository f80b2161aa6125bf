namespace Mcpx.Dashboard.Auth.Pipelines;

/// <summary>A pipeline that signs.</summary>
/// <param name="Name">Its name, as the journal knows it.</param>
/// <param name="Secret">What it shares with this host.</param>
/// <param name="Environments">For which environments; empty for all.</param>
internal sealed record Pipeline(string Name, byte[] Secret, IReadOnlyList<string> Environments);
