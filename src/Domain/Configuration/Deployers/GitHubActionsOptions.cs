namespace Mcpx.Domain.Configuration;

/// <summary>
/// A workflow that is started by <c>workflow_dispatch</c> with the inputs <c>tag</c>, <c>environment</c>, <c>component</c> and
/// <c>key</c>. It must put the key into its <c>run-name</c>: by that, and nothing else, a run is found again.
/// </summary>
public sealed record GitHubActionsOptions
{
    /// <summary>Owner and name, for example <c>example/portal</c>.</summary>
    public string Repository { get; init; } = "";

    /// <summary>The workflow's file name, for example <c>rollback.yml</c>.</summary>
    public string Workflow { get; init; } = "";

    /// <summary>Branch or tag whose version of the workflow runs. Default <c>main</c>.</summary>
    public string Ref { get; init; } = "main";

    /// <summary>Variable that holds the token. Default <c>MCPX_GITHUB_TOKEN</c>.</summary>
    public string TokenVariable { get; init; } = "MCPX_GITHUB_TOKEN";

    /// <summary>The API. Default <c>https://api.github.com</c>; for an own server <c>https://github.example.com/api/v3</c>.</summary>
    public string Address { get; init; } = "https://api.github.com";

    /// <summary>For one answer. Default 15 s. A start without an answer is unknown and never sent again.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Between two looks. Default 5 s.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromSeconds(5);

    internal void Check(List<ConfigurationError> errors, string key)
    {
        if (Repository.Split('/') is not [{ Length: > 0 }, { Length: > 0 }])
        {
            errors.Add(new($"{key}:Repository", Repository, "must be owner/name"));
        }

        DeployerChecks.Needed(errors, $"{key}:Workflow", Workflow);
        DeployerChecks.Needed(errors, $"{key}:Ref", Ref);
        DeployerChecks.Needed(errors, $"{key}:TokenVariable", TokenVariable);
        DeployerChecks.Address(errors, $"{key}:Address", Address, carriesToken: true);
        errors.Positive($"{key}:RequestTimeout", RequestTimeout);
        errors.Positive($"{key}:Poll", Poll);
    }
}
