using Mcpx.Domain.Configuration;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Releases;

/// <summary>Whether a release fits what the other component runs, or would run once both went back.</summary>
internal static class ContractFit
{
    /// <summary>The fact about the API contract; null where the environment has only this component.</summary>
    public static QualificationFact? FactOf(
        TargetFacts facts,
        EnvironmentOptions options,
        Component component,
        string tag
    )
    {
        var other = Other(component);
        if (
            component is not (Component.Api or Component.Web)
            || !options.Has(other)
            || facts.ReleaseOf(tag) is not { } target
        )
        {
            return null;
        }

        var running = facts.Running.GetValueOrDefault(other);
        if (facts.ReleaseOf(running) is not { } beside)
        {
            return QualificationFact.Said(
                running is null
                    ? $"contract: what {other} runs is not known"
                    : $"contract of {other} {running} not known"
            );
        }

        if (Fits(component, target, beside))
        {
            return QualificationFact.Right($"fits {other} {beside.Tag} (contract {beside.Contract})");
        }

        var breaks = $"{tag} has contract {target.Contract}, {other} {beside.Tag} has {beside.Contract}";
        return
            facts.ReleaseOf(facts.Environment.Lkg.GetValueOrDefault(other)) is { } goodBeside
            && Fits(component, target, goodBeside)
            ? QualificationFact.Right($"{breaks}: goes back together with {other} {goodBeside.Tag}")
            : QualificationFact.Wrong($"{breaks}: the two would not fit");
    }

    /// <summary>
    /// What keeps a release from becoming the LKG for the sake of the other component's: the two LKGs have to fit, or there would
    /// be no way back for either. Null when nothing does.
    /// </summary>
    public static string? PromotionObstacle(TargetFacts facts, Component component, string tag)
    {
        var other = Other(component);
        return
            facts.ReleaseOf(tag) is { } promoted
            && facts.ReleaseOf(facts.Environment.Lkg.GetValueOrDefault(other)) is { } beside
            && !Fits(component, promoted, beside)
            ? $"{tag} has contract {promoted.Contract}, the LKG of {other}, {beside.Tag}, has {beside.Contract}: promote {other} first"
            : null;
    }

    /// <summary>
    /// Whether the other component goes back with the LKG as well: the release that runs couples them, or the LKG alone would not
    /// fit what the other runs.
    /// </summary>
    /// <returns>The other component's LKG; null when it stays, or has none.</returns>
    public static string? Together(TargetFacts facts, Component component, string tag)
    {
        var other = Other(component);
        if (
            facts.Environment.Lkg.GetValueOrDefault(component) != tag
            || facts.Environment.Lkg.GetValueOrDefault(other) is not { } back
            || facts.Running.GetValueOrDefault(other) is not { } running
            || running == back
        )
        {
            return null;
        }

        var coupled = facts.ReleaseOf(facts.Running.GetValueOrDefault(component)) is { Coupled: true };
        var alone =
            facts.ReleaseOf(tag) is not { } target
            || facts.ReleaseOf(running) is not { } beside
            || Fits(component, target, beside);
        return coupled || !alone ? back : null;
    }

    internal static Component Other(Component component) => component == Component.Api ? Component.Web : Component.Api;

    private static bool Fits(Component component, Release target, Release beside) =>
        component == Component.Api ? target.Serves(beside) : beside.Serves(target);
}
