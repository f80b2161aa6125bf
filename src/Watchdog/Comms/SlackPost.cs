using Mcpx.Domain.Comms;

namespace Mcpx.Watchdog.Comms;

/// <summary>One message on its way.</summary>
/// <param name="Channel">Where to.</param>
/// <param name="Text">What it says, secrets taken out.</param>
internal sealed record SlackPost(string Channel, string Text)
{
    /// <summary>The message it goes under; null for none.</summary>
    public string? Thread { get; init; }

    /// <summary>Whether the channel reads it too when it goes under another.</summary>
    public bool IsBig { get; init; } = true;

    /// <summary>What a person may answer right there; null for nothing.</summary>
    public PlanQuestion? Question { get; init; }
}

/// <summary>How sending went.</summary>
/// <param name="Fault">Why it did not arrive; null when it did.</param>
/// <param name="Ts">Slack's name for the message; null with a webhook.</param>
/// <param name="Again">How long to wait before it is tried again; null where trying again is of no use.</param>
internal sealed record SlackAnswer(string? Fault, string? Ts = null, TimeSpan? Again = null);
