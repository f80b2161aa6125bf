using Mcpx.Domain.Incidents;

namespace Mcpx.Domain.Decisions;

/// <summary>What is said of one change when somebody asks whether it is to blame.</summary>
public enum AttributionVerdict
{
    /// <summary>It can explain a reading that left its limit after it, within the horizon.</summary>
    Fits,

    /// <summary>Its component does not fit, but a person declared the incident: in doubt, roll back first (runbook section 3).</summary>
    InDoubt,

    /// <summary>It would fit, but the same condition was there before it.</summary>
    AlreadyThere,

    /// <summary>It cannot explain any of the readings.</summary>
    DoesNotFit,

    /// <summary>The readings failed before it: what began earlier was not caused by it.</summary>
    AfterOnset,

    /// <summary>It lies further back than the horizon.</summary>
    TooOld,

    /// <summary>It was taken back before the readings failed.</summary>
    Undone,

    /// <summary>It is a rollback itself; one that does not cure is not the cause.</summary>
    Rollback,

    /// <summary>
    /// A migration that a deployment in reach brought, or a key that was polled while one was under way; the two stand and
    /// fall together.
    /// </summary>
    PartOfDeploy,
}

/// <summary>One change and what is said of it.</summary>
/// <param name="Change">The change.</param>
/// <param name="Deployment">The deployment it is; null for another kind.</param>
/// <param name="Verdict">Whether it may be to blame.</param>
/// <param name="Onset">When the first reading it could explain failed; the incident's onset where it explains none.</param>
/// <param name="Sentence">The same for a person.</param>
public sealed record AttributedChange(
    Change Change,
    Deployment? Deployment,
    AttributionVerdict Verdict,
    DateTimeOffset Onset,
    string Sentence
)
{
    /// <summary>Whether it may lead to a proposal.</summary>
    public bool Counts => Verdict is AttributionVerdict.Fits or AttributionVerdict.InDoubt;

    /// <summary>What changed, for a person: <c>v1.8.2 on Api</c>, <c>flag EnableLegacyHttpSse</c>.</summary>
    public string What => Describe(Change);

    /// <inheritdoc cref="What"/>
    public static string Describe(Change change) =>
        change.Kind switch
        {
            ChangeKind.Deployment => $"{change.Key} on {change.Component}",
            ChangeKind.Flag => $"flag {change.Key}",
            ChangeKind.AllowList => $"allow-list {change.Key}",
            ChangeKind.Migration => $"migration {change.Key}",
            _ => $"config {change.Key}",
        };
}
