using System.Text.Json.Serialization;

namespace Mcpx.Domain.Configuration;

/// <summary>
/// Whom a proposal wakes, and how (docs/paging.md): the Incident Commander first, then the Deputy, then the Decision Owner, until one
/// acknowledges. Default: no way to wake anybody, which is shown as a warning.
/// </summary>
public sealed record PagingOptions
{
    /// <summary>How long each has before the next is asked. Default 5 min, at least 10 s.</summary>
    public TimeSpan AcknowledgeWithin { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How many calls come after the last of the three, beginning with the first again. Default 3, 0 to 20.</summary>
    public int Reminders { get; init; } = 3;

    /// <summary>PagerDuty; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PagerDutyOptions? PagerDuty { get; init; }

    /// <summary>Any other service; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PagingWebhookOptions? Webhook { get; init; }

    /// <summary>Whether whoever is asked gets a mail as well, through <c>Watchdog:Mail</c>. Default false.</summary>
    public bool Mail { get; init; }

    /// <summary>Whether whoever is asked is mentioned in the channels of <c>Watchdog:Slack</c>. Default false.</summary>
    public bool Slack { get; init; }

    /// <summary>Whether there is a way to wake anybody.</summary>
    [JsonIgnore]
    public bool IsOn => PagerDuty is not null || Webhook is not null || Mail || Slack;

    internal void Check(List<ConfigurationError> errors, string key, WatchdogOptions options)
    {
        if (AcknowledgeWithin < TimeSpan.FromSeconds(10))
        {
            errors.Add(new($"{key}:AcknowledgeWithin", $"{AcknowledgeWithin:c}", "must be at least 10 s"));
        }

        if (Reminders is < 0 or > 20)
        {
            errors.Add(new($"{key}:Reminders", FormattableString.Invariant($"{Reminders}"), "must be from 0 to 20"));
        }

        if (PagerDuty is { } pagerDuty)
        {
            DeployerChecks.Needed(errors, $"{key}:PagerDuty:RoutingKeyVariable", pagerDuty.RoutingKeyVariable);
            DeployerChecks.Address(errors, $"{key}:PagerDuty:Address", pagerDuty.Address, carriesToken: true);
            errors.Positive($"{key}:PagerDuty:RequestTimeout", pagerDuty.RequestTimeout);
        }

        if (Webhook is { } webhook)
        {
            DeployerChecks.Needed(errors, $"{key}:Webhook:AddressVariable", webhook.AddressVariable);
            errors.Positive($"{key}:Webhook:RequestTimeout", webhook.RequestTimeout);
        }

        if (Mail && options.Mail is null)
        {
            errors.Add(new($"{key}:Mail", "true", "needs Watchdog:Mail, which says how mail is sent"));
        }
    }
}

/// <summary>PagerDuty's Events API, version 2.</summary>
public sealed record PagerDutyOptions
{
    /// <summary>Variable that holds the routing key. Default <c>MCPX_PAGERDUTY_KEY</c>.</summary>
    public string RoutingKeyVariable { get; init; } = "MCPX_PAGERDUTY_KEY";

    /// <summary>Where events go. Default <c>https://events.pagerduty.com/v2/enqueue</c>.</summary>
    public string Address { get; init; } = "https://events.pagerduty.com/v2/enqueue";

    /// <summary>For one answer. Default 10 s.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(10);
}

/// <summary>A webhook that gets every call as JSON, signed (docs/paging.md).</summary>
public sealed record PagingWebhookOptions
{
    /// <summary>Variable that holds the address. Default <c>MCPX_PAGING_WEBHOOK</c>.</summary>
    public string AddressVariable { get; init; } = "MCPX_PAGING_WEBHOOK";

    /// <summary>Variable that holds the key of the signature, HMAC-SHA256 of the body; null signs nothing.</summary>
    public string? SecretVariable { get; init; }

    /// <summary>For one answer. Default 10 s.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(10);
}
