namespace Mcpx.Domain.Configuration;

/// <summary>Where the follow-ups of a published report become issues (runbook section 10). Default: nowhere.</summary>
public sealed record FollowUpOptions
{
    /// <summary>Owner and name of the GitHub repository, for example <c>example/portal</c>.</summary>
    public string Repository { get; init; } = "";

    /// <summary>Variable that holds the token; it may write issues and nothing else. Default <c>MCPX_GITHUB_TOKEN</c>.</summary>
    public string TokenVariable { get; init; } = "MCPX_GITHUB_TOKEN";

    /// <summary>The API. Default <c>https://api.github.com</c>; for an own server <c>https://github.example.com/api/v3</c>.</summary>
    public string Address { get; init; } = "https://api.github.com";

    /// <summary>For one answer. Default 15 s.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(15);

    internal void Check(List<ConfigurationError> errors, string key)
    {
        if (Repository.Split('/') is not [{ Length: > 0 }, { Length: > 0 }])
        {
            errors.Add(new($"{key}:Repository", Repository, "must be owner/name"));
        }

        DeployerChecks.Needed(errors, $"{key}:TokenVariable", TokenVariable);
        DeployerChecks.Address(errors, $"{key}:Address", Address, carriesToken: true);
        errors.Positive($"{key}:RequestTimeout", RequestTimeout);
    }
}
