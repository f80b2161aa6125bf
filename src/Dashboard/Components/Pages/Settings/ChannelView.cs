using Mcpx.Domain.Comms;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;

namespace Mcpx.Dashboard.Components.Pages.Settings;

/// <summary>Where messages go, and what came of the newest test.</summary>
/// <param name="Text">Where they go, in a sentence.</param>
/// <param name="Channels">The channels; empty where nothing is sent.</param>
/// <param name="Test">The newest test; null while there is none to show.</param>
/// <param name="Waiting">Whether it is waited for.</param>
/// <param name="Unheard">Whether nobody sent it.</param>
/// <param name="Refusal">Why this person may not ask for one; null when they may.</param>
public sealed record ChannelView(
    string Text,
    IReadOnlyList<string> Channels,
    ChannelTest? Test,
    bool Waiting,
    bool Unheard,
    string? Refusal
)
{
    /// <summary>Works it out.</summary>
    /// <param name="slack">What is configured.</param>
    /// <param name="test">The newest test.</param>
    /// <param name="me">Who looks.</param>
    /// <param name="now">The moment.</param>
    public static ChannelView Of(SlackOptions slack, ChannelTest test, Actor me, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(slack);
        ArgumentNullException.ThrowIfNull(test);
        var nowhere = !slack.IsConfigured;
        return new(
            nowhere
                ? "No webhook is configured: nobody is told anything outside this dashboard. See Watchdog:Slack."
                : $"Messages go to {string.Join(", ", slack.EffectiveChannels)}. Whether each arrived stands in the journal.",
            nowhere ? [] : slack.EffectiveChannels,
            test.Id is null ? null : test,
            test.IsWaiting(now),
            test.IsUnheard(now),
            ChannelTest.MayAsk(me)?.Text
        );
    }
}
