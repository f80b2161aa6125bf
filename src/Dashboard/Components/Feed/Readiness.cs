using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Releases;
using Mcpx.Domain.Signals;

namespace Mcpx.Dashboard.Components.Feed;

/// <summary>
/// Whether a rollback of an environment could be proposed, from what the journal knows. The digest of the artifact is not among
/// it: the watchdog reads the file when it proposes.
/// </summary>
/// <param name="Ready">Nothing known stands in the way.</param>
/// <param name="Text">In a few words, "Rollback ready".</param>
/// <param name="Facts">Every fact, in the order a person reads it.</param>
public sealed record Readiness(bool Ready, string Text, IReadOnlyList<QualificationFact> Facts)
{
    private static readonly Component[] Deployable = [Component.Api, Component.Web];

    /// <summary>Works it out.</summary>
    /// <param name="state">Everything known.</param>
    /// <param name="name">The environment.</param>
    public static Readiness Of(JournalState state, string name)
    {
        var environment = state.Environment(name);
        var options = state.OptionsOf(name) ?? new();
        var facts = Deployable
            .Where(component => options.Instances.Any(instance => instance.Component == component))
            .SelectMany(component => Of(state, environment, options, component))
            .ToList();
        var blocking = facts.FirstOrDefault(fact => fact is { Holds: false, Blocks: true });
        var mode = options.Execution switch
        {
            Execution.Off => ", execution off",
            Execution.DryRun => ", dry run",
            _ => "",
        };
        return new(blocking is null, blocking is null ? $"Rollback ready{mode}" : $"Not ready: {blocking.Text}", facts);
    }

    private static IEnumerable<QualificationFact> Of(
        JournalState state,
        EnvironmentState environment,
        EnvironmentOptions options,
        Component component
    )
    {
        if (environment.Lkg.GetValueOrDefault(component) is not { } tag)
        {
            yield return new($"no LKG for {component}", Holds: false, Blocks: true);
            yield break;
        }

        if (state.Releases.GetValueOrDefault(tag) is not { } release)
        {
            yield return new($"{tag} is not registered", Holds: false, Blocks: true);
            yield break;
        }

        yield return release.Artifacts.ContainsKey(component)
            ? new($"{component}: {tag} carries its artifact", Holds: true, Blocks: true)
            : new($"{tag} carries no {component} artifact", Holds: false, Blocks: true);
        if (environment.Quarantined.Contains((component, tag)))
        {
            yield return new($"{tag} was itself rolled back from {component}", Holds: false, Blocks: true);
        }

        if (!options.Deployers.ContainsKey(component))
        {
            yield return new($"no deployer for {component}", Holds: false, Blocks: true);
        }

        var schema = environment.Deployments.Select(known => state.Releases.GetValueOrDefault(known.Tag)?.Schema).Max();
        yield return schema is not { } running
            ? new(
                $"{component}: works with schema {release.Schema}; no deployment brought another",
                Holds: true,
                Blocks: false
            )
        : release.Schema == running || release.WorksWithSchema.Contains(running)
            ? new($"{component}: works with schema {running}", Holds: true, Blocks: true)
        : new($"{tag} does not work with schema {running}", Holds: false, Blocks: true);
        yield return release.EvidencePack is null
            ? new($"{tag} has no evidence pack", Holds: false, Blocks: false)
            : new($"{component}: evidence pack of {tag} present", Holds: true, Blocks: false);
    }
}
