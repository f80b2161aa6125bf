namespace Mcpx.Domain.Configuration;

/// <summary>
/// A pipeline that signs its reports: <c>Dashboard:Pipelines:&lt;name&gt;</c> (docs/pipelines.md). Default: none, and pipelines come with
/// API keys.
/// </summary>
public sealed record SigningPipelineOptions
{
    /// <summary>The shortest secret, in bytes: what a shorter one signs can be guessed.</summary>
    public const int ShortestSecret = 16;

    /// <summary>Variable that holds the secret it shares with the dashboard, at least 16 bytes.</summary>
    public string SecretVariable { get; init; } = "";

    /// <summary>For which environments; empty, the default, for all.</summary>
    public IReadOnlyList<string> Environments { get; init; } = [];
}
