using Mcpx.Domain.Comms;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;

namespace Mcpx.Watchdog.Comms;

/// <summary>One message on its way.</summary>
/// <param name="Channel">Where to.</param>
/// <param name="Text">What it says, secrets taken out.</param>
internal sealed record SlackPost(string Channel, string Text)
{
    /// <summary>What stands for a person or a page in the text, longest first.</summary>
    public IReadOnlyList<SlackReference> References { get; init; } = [];

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
/// <param name="Lost">Whether it may have arrived all the same, because only the answer is missing.</param>
internal sealed record SlackAnswer(string? Fault, string? Ts = null, TimeSpan? Again = null, bool Lost = false);

/// <summary>What came of one message to one channel.</summary>
/// <param name="Channel">Which.</param>
/// <param name="Happened">As it is written down.</param>
/// <param name="Answer">How sending went; one without a fault where a silence kept it back.</param>
internal sealed record Spoken(string Channel, IEvent Happened, SlackAnswer Answer)
{
    /// <summary>For whoever follows a run.</summary>
    public string Line =>
        Happened switch
        {
            MessageMuted muted => $"kept from {Channel}: {muted.Reason}",
            MessageSent { Fault: { } fault } => $"could not tell {Channel}: {fault}",
            _ => $"told {Channel}",
        };
}
