using Mcpx.Domain;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Live;
using Mcpx.Domain.Releases;
using Mcpx.Domain.Signals;

namespace Mcpx.Dashboard.Components.Pages.Releases;

/// <summary>One component of one environment: where it would go back to, and what else there is.</summary>
/// <param name="Line">Its readiness.</param>
/// <param name="Bake">How far the running release is on its way to become the LKG.</param>
/// <param name="Others">Other releases, ranked.</param>
/// <param name="Waiting">Whether a drill was asked for and is not held yet.</param>
internal sealed record TargetCard(TargetReadiness Line, string Bake, IReadOnlyList<RankedTarget> Others, bool Waiting)
{
    /// <summary>"Prod Api".</summary>
    public string Where => $"{Line.Environment} {Line.Component}";

    /// <summary>Where links lead.</summary>
    public string Anchor => $"{Line.Environment}-{Line.Component}";

    /// <summary>The running release where it could become the LKG; null where it is already, or nobody knows it.</summary>
    public string? Promotable => Line.Running is { } running && running != Line.Tag ? running : null;

    /// <summary>Every deployable component of an environment.</summary>
    public static IEnumerable<TargetCard> Of(
        JournalState state,
        string name,
        IReadOnlyList<LiveInstance> instances,
        DateTimeOffset now
    )
    {
        var options = state.OptionsOf(name) ?? new();
        var facts = TargetFacts.Of(state, name, instances, now);
        return new[] { Component.Api, Component.Web }
            .Where(options.Has)
            .Select(component =>
            {
                var line = TargetReadiness.Of(facts, options, component);
                return new TargetCard(
                    line,
                    BakeOf(facts, options, line),
                    RankedTargets.Of(facts, component),
                    facts.Environment.Targets.Wishes.Exists(wish =>
                        wish.Component == component && now - wish.At < DrillDecision.Patience
                    )
                );
            });
    }

    private static string BakeOf(TargetFacts facts, EnvironmentOptions options, TargetReadiness line)
    {
        var length = Words.Duration(options.Promotion.BakeIn(line.Environment));
        var how = options.Promotion.Automatic ? "becomes the LKG by itself" : "may be promoted by a person";
        var mark = facts.Environment.Targets.Bakes.GetValueOrDefault(line.Component);
        return line.Running is null ? $"What {line.Component} runs is not known."
            : line.Running == line.Tag ? "Runs its LKG."
            : facts.Environment.OpenIncident is { } incident ? $"Nothing bakes while {incident} is open."
            : facts.Environment.Targets.HasBaked(line.Component, line.Running)
                ? $"{line.Running} lived through its bake of {length}."
            : mark is null || mark.Tag != line.Running ? $"{line.Running} bakes: seen well for {length}, it {how}."
            : mark.Progress == BakeProgress.Broken ? $"The bake of {line.Running} begins anew, of {length}: {mark.Why}."
            : $"{line.Running} lived through {Words.Duration(mark.Lived)} of its bake of {length}, as last written down.";
    }
}
