using Mcpx.Domain.Configuration;

namespace Mcpx.Watchdog.Configuration;

/// <summary>What Slack makes of one webhook for several channels.</summary>
internal static class SlackWebhooks
{
    private const string Slack = "hooks.slack.com";

    /// <summary>A webhook of Slack writes to the one channel it was made for, whatever channel a message names; others heed it.</summary>
    public static IEnumerable<string> Warnings(WatchdogOptions options)
    {
        var channels = options.Slack.EffectiveChannels;
        if (
            options.Slack.BotTokenVariable is null
            && channels.Count > 1
            && Uri.TryCreate(AddressOf(options.Slack), UriKind.Absolute, out var address)
            && address.Host.Equals(Slack, StringComparison.OrdinalIgnoreCase)
        )
        {
            yield return FormattableString.Invariant(
                $"Slack's webhook writes to one channel, and {string.Join(" and ", channels)} are configured: each message comes {channels.Count} times there. Name one channel, or give a bot (docs/slack.md)."
            );
        }
    }

    /// <summary>The configured webhook, itself or by its variable; null where there is none.</summary>
    public static string? AddressOf(SlackOptions options) =>
        options.Webhook ?? (options.WebhookVariable is { } variable ? Secrets.Read(variable) : null);
}
