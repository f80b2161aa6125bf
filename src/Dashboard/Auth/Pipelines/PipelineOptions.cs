namespace Mcpx.Dashboard.Auth.Pipelines;

/// <summary>
/// A pipeline that signs its reports: <c>Dashboard:Pipelines:&lt;name&gt;</c>. Default: none, and pipelines come with API keys.
/// </summary>
internal sealed record PipelineOptions
{
    /// <summary>The shortest secret, in bytes: what a shorter one signs can be guessed.</summary>
    public const int ShortestSecret = 16;

    /// <summary>Variable that holds the secret it shares with this host.</summary>
    public string SecretVariable { get; init; } = "";

    /// <summary>For which environments; empty for all.</summary>
    public IReadOnlyList<string> Environments { get; init; } = [];
}

/// <summary>A pipeline that signs.</summary>
/// <param name="Name">Its name, as the journal knows it.</param>
/// <param name="Secret">What it shares with this host.</param>
/// <param name="Environments">For which environments; empty for all.</param>
internal sealed record Pipeline(string Name, byte[] Secret, IReadOnlyList<string> Environments);
