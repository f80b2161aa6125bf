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
        var other = component == Component.Api ? Component.Web : Component.Api;
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
                    ? $"contract: {other} does not say what it runs"
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

    private static bool Fits(Component component, Release target, Release beside) =>
        component == Component.Api ? target.Serves(beside) : beside.Serves(target);
}
