using Mcpx.Domain.Incidents;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Watchdog.Commands.Rollback;

/// <summary>What was asked for at the command line.</summary>
/// <param name="Environment">Where.</param>
/// <param name="Component">What is to be put back: Api or Web.</param>
/// <param name="Reason">Why.</param>
internal sealed record RollbackRequest(string Environment, Component Component, string Reason)
{
    /// <summary>The release to go back to; null for the LKG.</summary>
    public string? Tag { get; init; }

    /// <summary>What is declared to fail.</summary>
    public string Trigger { get; init; } = TriggerNames.Business;

    /// <summary>Whether only the plan is printed.</summary>
    public bool DryRun { get; init; }

    /// <summary>Whether the run is followed to its end.</summary>
    public bool Wait { get; init; }

    /// <summary>What is approved; null where it is only declared.</summary>
    public Consent? Consent { get; init; }

    /// <summary>The variable that holds a personal key; null where the operating-system user counts.</summary>
    public string? KeyVariable { get; init; }

    /// <summary>The declaration that asks for it.</summary>
    /// <param name="incident">The open incident, or the one to open.</param>
    public IncidentCommand.Declare Declaration(string incident) =>
        new(incident, Environment, Trigger, Component, Reason, RollBack: true, Tag);
}

/// <summary>An approval at the command line.</summary>
/// <param name="Hash">The plan's hash, or its first sixteen digits at least; null asks at the terminal.</param>
/// <param name="BreakGlass">Why who caused the failing change approves alone; null otherwise.</param>
internal sealed record Consent(string? Hash, string? BreakGlass)
{
    /// <summary>As few digits as people read aloud.</summary>
    public const int FewestDigits = 16;

    /// <summary>Whether a plan is the one that was named. Blanks do not count: the short form is read in fours.</summary>
    public static bool Names(string typed, string hash) =>
        Digits(typed) is { Length: >= FewestDigits } digits
        && hash.StartsWith(digits, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether this can name a plan at all.</summary>
    public static bool IsHash(string typed) =>
        Digits(typed) is { Length: >= FewestDigits and <= 64 } digits && digits.All(char.IsAsciiHexDigit);

    private static string Digits(string typed) => typed.Replace(" ", "", StringComparison.Ordinal);
}
