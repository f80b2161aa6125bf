using System.Text.Json.Serialization;

namespace Mcpx.Domain.Configuration;

/// <summary>Where messages go: an incoming webhook of Slack, or a bot, which can put what belongs together into a thread.</summary>
public sealed record SlackOptions
{
    /// <summary>The webhook's address; null, and no bot either, sends nothing, which is shown as a warning.</summary>
    public string? Webhook { get; init; }

    /// <summary>Variable that holds the webhook's address, where the address itself is the secret.</summary>
    public string? WebhookVariable { get; init; }

    /// <summary>
    /// Variable that holds a bot's token with the scope <c>chat:write</c>: one thread an incident and channel. Used in place of the
    /// webhook; null for none, which is the default.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? BotTokenVariable { get; init; }

    /// <summary>Where Slack's Web API is. Default <c>https://slack.com/api/</c>; https, or on this host.</summary>
    public string ApiAddress { get; init; } = "https://slack.com/api/";

    /// <summary>
    /// Whether a proposal can be approved and rejected by buttons in its message, by a bot. Default false. The dashboard answers them
    /// where <c>Dashboard:Slack:Enabled</c> is set (docs/slack.md).
    /// </summary>
    public bool Buttons { get; init; }

    /// <summary>
    /// After this what happened is not told any more, but written down as too late, so that a watchdog that comes back floods no
    /// channel. Default 1 h, more than zero.
    /// </summary>
    public TimeSpan TellWithin { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Channels that get every message (runbook section 4). Default #release and #incident.</summary>
    public IReadOnlyList<string> Channels { get; init; } = [];

    /// <summary>The channels in effect.</summary>
    public IReadOnlyList<string> EffectiveChannels => Channels.Count > 0 ? Channels : ["#release", "#incident"];

    /// <summary>Whether there is anywhere to send to.</summary>
    [JsonIgnore]
    public bool IsConfigured => Webhook is not null || WebhookVariable is not null || BotTokenVariable is not null;

    internal void Check(List<ConfigurationError> errors, string key)
    {
        if (Webhook is { } webhook)
        {
            OptionsValidator.CheckAddress(errors, $"{key}:Webhook", webhook);
        }

        if (
            !Uri.TryCreate(ApiAddress, UriKind.Absolute, out var api)
            || !(api.Scheme == "https" || (api.Scheme == "http" && api.IsLoopback))
            || api.Query.Length > 0
        )
        {
            errors.Add(
                new($"{key}:ApiAddress", ApiAddress, "must be an absolute https address: the bot's token goes there")
            );
        }

        errors.Positive($"{key}:TellWithin", TellWithin);
        if (Buttons && BotTokenVariable is null)
        {
            errors.Add(new($"{key}:Buttons", "true", $"needs {key}:BotTokenVariable: a webhook takes no answers"));
        }
    }
}
