namespace Mcpx.Domain.Triggers;

/// <summary>
/// What a trigger says at one tick. Only <see cref="Healthy"/> is good news: everything that could not be measured has a
/// state of its own, because no data is never health.
/// </summary>
public enum VerdictState
{
    /// <summary>Measured and within its limit.</summary>
    Healthy,

    /// <summary>Over its limit, not for long enough yet.</summary>
    Pending,

    /// <summary>Over its limit for as long as the runbook allows (section 3). Opens or joins an incident.</summary>
    Breached,

    /// <summary>Was breached, is back under its limit, not for long enough yet.</summary>
    Recovering,

    /// <summary>A deployment is under way on the component: restarts and closed streams are expected.</summary>
    Deploying,

    /// <summary>Nothing was measured in the window: we could not look.</summary>
    NoData,

    /// <summary>We are blind ourselves: no vantage answers either.</summary>
    ProbeError,

    /// <summary>Measured, but too little to judge.</summary>
    NotEnoughSamples,
}
