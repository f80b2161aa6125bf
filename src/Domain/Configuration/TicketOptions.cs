using System.Text.Json.Serialization;

namespace Mcpx.Domain.Configuration;

/// <summary>Which kind of system keeps tickets.</summary>
public enum TicketKind
{
    /// <summary>An address of your own that takes JSON (docs/tickets.md).</summary>
    Webhook,

    /// <summary>Issues of a GitHub repository.</summary>
    GitHub,

    /// <summary>Jira Cloud.</summary>
    Jira,
}

/// <summary>Where incidents get a ticket. Default: nowhere, and people link one.</summary>
public sealed record TicketOptions
{
    /// <summary>Webhook, GitHub or Jira. Default <see cref="TicketKind.Webhook"/>.</summary>
    public TicketKind Kind { get; init; }

    /// <summary>
    /// The webhook's address, or the API: <c>https://example.atlassian.net</c> for Jira. Default <c>https://api.github.com</c> for
    /// GitHub; needed for the others.
    /// </summary>
    public string Address { get; init; } = "";

    /// <summary>Variable that holds the token; a webhook may do without. Needed for GitHub and Jira.</summary>
    public string? TokenVariable { get; init; }

    /// <summary>Variable that holds the account's address, which Jira Cloud wants beside an API token; null sends the token as a bearer.</summary>
    public string? UserVariable { get; init; }

    /// <summary>GitHub: owner and name of the repository, for example <c>example/portal</c>.</summary>
    public string Repository { get; init; } = "";

    /// <summary>Jira: the key of the project, for example <c>OPS</c>.</summary>
    public string Project { get; init; } = "";

    /// <summary>Jira: the type of issue. Default <c>Task</c>.</summary>
    public string IssueType { get; init; } = "Task";

    /// <summary>For one answer. Default 15 s.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The address in effect.</summary>
    [JsonIgnore]
    public string EffectiveAddress =>
        Address.Length == 0 && Kind == TicketKind.GitHub ? "https://api.github.com" : Address;

    internal void Check(List<ConfigurationError> errors, string key)
    {
        if (!Enum.IsDefined(Kind))
        {
            errors.Add(new($"{key}:Kind", $"{Kind}", "must be Webhook, GitHub or Jira"));
        }

        DeployerChecks.Address(errors, $"{key}:Address", EffectiveAddress, carriesToken: TokenVariable is not null);
        errors.Positive($"{key}:RequestTimeout", RequestTimeout);
        if (Kind != TicketKind.Webhook)
        {
            DeployerChecks.Needed(errors, $"{key}:TokenVariable", TokenVariable ?? "");
        }

        if (Kind == TicketKind.GitHub && Repository.Split('/') is not [{ Length: > 0 }, { Length: > 0 }])
        {
            errors.Add(new($"{key}:Repository", Repository, "must be owner/name"));
        }

        if (Kind == TicketKind.Jira)
        {
            DeployerChecks.Needed(errors, $"{key}:Project", Project);
            DeployerChecks.Needed(errors, $"{key}:IssueType", IssueType);
        }
    }
}
