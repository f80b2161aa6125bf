using Mcpx.Domain.Configuration;

namespace Mcpx.Dashboard.Slack;

/// <summary>Whether people may answer from Slack, decided once at start.</summary>
/// <param name="options">Section <c>Dashboard:Slack</c>.</param>
/// <param name="secret">The app's signing secret; never shown.</param>
internal sealed class SlackMode(SlackActionOptions options, string secret)
{
    /// <summary>Section <c>Dashboard:Slack</c>.</summary>
    public SlackActionOptions Options => options;

    /// <summary>The secret, for whoever checks a signature.</summary>
    public string RevealSecret() => secret;
}
