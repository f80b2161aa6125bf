using System.Collections.Immutable;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Live;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Releases;

/// <summary>Everything that is looked at to judge the rollback targets of one environment.</summary>
/// <param name="Environment">The environment.</param>
/// <param name="Releases">Registered releases by tag.</param>
/// <param name="Looks">What was found in their folders, by tag.</param>
/// <param name="Running">What the instances of each component answer; a component that does not answer is missing.</param>
/// <param name="Now">When.</param>
public sealed record TargetFacts(
    EnvironmentState Environment,
    IReadOnlyDictionary<string, Release> Releases,
    IReadOnlyDictionary<string, ReleaseLook> Looks,
    IReadOnlyDictionary<Component, string> Running,
    DateTimeOffset Now
)
{
    /// <summary>What was found of the LKGs just now; goes before <see cref="Looks"/>.</summary>
    public IReadOnlyList<ArtifactFinding> Findings { get; init; } = [];

    /// <summary>The environment's rules.</summary>
    public PromotionOptions Promotion { get; init; } = new();

    /// <summary>Every incident, of this environment and others.</summary>
    public IEnumerable<Incident> Incidents { get; init; } = [];

    /// <summary>The schema as it is.</summary>
    public RunningSchema Schema { get; } = RunningSchema.Of(Environment, Running.Values, Releases, Looks);

    /// <summary>Gathers them from the journal.</summary>
    /// <param name="state">The journal.</param>
    /// <param name="environment">The environment's name.</param>
    /// <param name="instances">What the instances answer; where none of a component does, what was deployed last counts.</param>
    /// <param name="now">When.</param>
    public static TargetFacts Of(
        JournalState state,
        string environment,
        IReadOnlyList<LiveInstance> instances,
        DateTimeOffset now
    )
    {
        ArgumentNullException.ThrowIfNull(state);
        var here = state.Environment(environment);
        return new(here, state.Releases, state.Looks, RunningIn(here, instances), now)
        {
            Promotion = state.OptionsOf(environment)?.Promotion ?? new(),
            Incidents = state.Incidents.Values,
        };
    }

    /// <summary>The registered release of a tag; null when there is none.</summary>
    public Release? ReleaseOf(string? tag) => tag is null ? null : Releases.GetValueOrDefault(tag);

    /// <summary>What was found of an artifact; null when nobody looked.</summary>
    public ArtifactFinding? FindingOf(Component component, string tag) =>
        (
            Environment.Lkg.GetValueOrDefault(component) == tag
                ? Findings.FirstOrDefault(finding => finding.Component == component)
                : null
        ) ?? Looks.GetValueOrDefault(tag)?.Of(component);

    private static ImmutableSortedDictionary<Component, string> RunningIn(
        EnvironmentState here,
        IReadOnlyList<LiveInstance> instances
    )
    {
        var running = ImmutableSortedDictionary.CreateBuilder<Component, string>();
        foreach (var component in (Component[])[Component.Api, Component.Web])
        {
            var answered = instances
                .Where(instance => instance.Component == component && instance.Tag is not null)
                .OrderBy(instance => instance.Name, StringComparer.Ordinal)
                .Select(instance => instance.Tag)
                .FirstOrDefault();
            if ((answered ?? here.Latest(component)?.Tag) is { } tag)
            {
                running[component] = tag;
            }
        }

        return running.ToImmutable();
    }
}
