using Mcpx.Domain.Incidents;
using Mcpx.Domain.Signals;

namespace Mcpx.Dashboard.Components.Pages.Freezes;

/// <summary>The hotfix that shall pass a freeze, as it is being filled in.</summary>
public sealed class AuthoriseDraft
{
    /// <summary>For how long it may pass.</summary>
    public static readonly IReadOnlyList<(int Minutes, string Text)> Lengths =
    [
        (30, "30 minutes"),
        (60, "1 hour"),
        (240, "4 hours"),
        (480, "8 hours"),
        (1_440, "24 hours"),
    ];

    /// <summary>What it replaces: Api or Web.</summary>
    public Component Component { get; set; } = Component.Api;

    /// <summary>The release, exactly.</summary>
    public string Tag { get; set; } = "";

    /// <summary>For how long, in minutes.</summary>
    public int Minutes { get; set; } = 240;

    /// <summary>Why it cannot wait.</summary>
    public string Reason { get; set; } = "";

    /// <summary>Whether it can be sent.</summary>
    public bool IsComplete =>
        Tag.Trim().Length is > 0 and <= FreezeDecision.LongestTag
        && Reason.Trim().Length is > 0 and <= FreezeDecision.LongestReason;
}
