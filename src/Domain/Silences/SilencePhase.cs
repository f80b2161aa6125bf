namespace Mcpx.Domain.Silences;

/// <summary>Where a silence stands at a time.</summary>
public enum SilencePhase
{
    /// <summary>It begins later.</summary>
    Waiting,

    /// <summary>It mutes.</summary>
    Active,

    /// <summary>It ran out.</summary>
    Expired,

    /// <summary>Somebody ended it early.</summary>
    Ended,
}
