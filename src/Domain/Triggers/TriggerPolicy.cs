using Mcpx.Domain.Configuration;

namespace Mcpx.Domain.Triggers;

/// <summary>
/// What every trigger declares, each with the runbook's number as its default: window, hold-for, recover-for, severity and
/// what missing data leads to.
/// </summary>
public abstract record TriggerPolicy
{
    /// <summary>How bad a breach is. Default P1, where the trigger does not say otherwise.</summary>
    public Severity Severity { get; init; } = Severity.P1;

    /// <summary>How long the condition must hold to be a breach. Zero breaches at once.</summary>
    public TimeSpan HoldFor { get; init; }

    /// <summary>How long readings must be good on end before the breach is over.</summary>
    public TimeSpan RecoverFor { get; init; }

    /// <summary>
    /// How far back a reading looks. Where there is a hold: at most a fifth of <see cref="HoldFor"/>, and that fifth by default.
    /// </summary>
    public TimeSpan? Window { get; init; }

    /// <summary>
    /// Missing data pauses a pending hold and never resolves a breach. After this long without any it also opens an
    /// incident that asks people to investigate; zero never does. Default 10 minutes.
    /// </summary>
    public TimeSpan InvestigateAfter { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>True where the runbook says "&gt; 5 minutes" (must exceed), false for "for 5 minutes" (at least).</summary>
    protected virtual bool Longer => false;

    /// <summary>Whether the runbook asks for a hold, so that none would be another trigger.</summary>
    private protected virtual bool MustHold => false;

    /// <summary>The window in effect.</summary>
    public TimeSpan EffectiveWindow => Window ?? DefaultWindow;

    /// <summary>The window where none is configured.</summary>
    private protected virtual TimeSpan DefaultWindow => HoldFor / 5;

    internal Hold Hold => new(HoldFor, Longer, RecoverFor);

    /// <summary>Finds what is wrong with the numbers.</summary>
    internal virtual void Check(List<ConfigurationError> errors, string key)
    {
        if (MustHold)
        {
            errors.Positive($"{key}:HoldFor", HoldFor);
        }
        else
        {
            errors.NotNegative($"{key}:HoldFor", HoldFor);
        }

        errors.NotNegative($"{key}:RecoverFor", RecoverFor);
        errors.NotNegative($"{key}:InvestigateAfter", InvestigateAfter);
        if (Window is not { } window)
        {
            return;
        }

        errors.Positive($"{key}:Window", window);
        if (HoldFor > TimeSpan.Zero && window > HoldFor / 5)
        {
            errors.Add(new($"{key}:Window", $"{window:c}", $"must be at most a fifth of HoldFor ({HoldFor / 5:c})"));
        }
    }
}
