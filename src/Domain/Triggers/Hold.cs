namespace Mcpx.Domain.Triggers;

/// <summary>How long a condition must hold before it is a breach, and how long it must be gone before it is over.</summary>
/// <param name="For">Hold-for. Zero breaches at once.</param>
/// <param name="Longer">True for "failing &gt; 5 minutes" (must exceed), false for "for 5 minutes" (at least).</param>
/// <param name="RecoverFor">Good readings on end for this long end the breach.</param>
public sealed record Hold(TimeSpan For, bool Longer, TimeSpan RecoverFor)
{
    /// <summary>Whether a condition that has held for <paramref name="held"/> is a breach.</summary>
    public bool Reached(TimeSpan held) => For == TimeSpan.Zero || (Longer ? held > For : held >= For);
}
