namespace Mcpx.Domain.Silences;

/// <summary>The answer to "may this notice go out?".</summary>
/// <param name="By">The silence that mutes it; null when it goes out.</param>
/// <param name="Reason">Why, or why not, for a person.</param>
public sealed record MuteAnswer(Silence? By, string Reason)
{
    /// <summary>Whether it is kept back.</summary>
    public bool Muted => By is not null;
}
