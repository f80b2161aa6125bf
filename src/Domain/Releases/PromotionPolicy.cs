using Mcpx.Domain.Configuration;
using Mcpx.Domain.Decisions;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Releases;

/// <summary>A deployment came past the promotion policy (runbook section 3, parity).</summary>
/// <param name="Deployment">Its identity.</param>
/// <param name="Component">What it replaced.</param>
/// <param name="Tag">With which release.</param>
/// <param name="What">What it skipped, for a person.</param>
public sealed record PromotionBypassed(string Deployment, Component Component, string Tag, string What) : IEvent;

/// <summary>A person settled a bypass: an authorised hotfix, for example.</summary>
/// <param name="Deployment">As in <see cref="PromotionBypassed"/>.</param>
/// <param name="Reason">Why it may stand.</param>
public sealed record PromotionSettled(string Deployment, string Reason) : IEvent;

/// <summary>
/// Alpha, Beta, RTM, Prod, with a complete evidence pack. Asked in RTM, where the runbook places it, and in Prod as well: what
/// went past everything into Prod is the worst bypass there is.
/// </summary>
public static class PromotionPolicy
{
    /// <summary>The environments it is asked in.</summary>
    public static IReadOnlyList<string> HeldTo { get; } = ["RTM", "Prod"];

    /// <summary>
    /// What a deployment bypassed; null when it may be where it is. Rollbacks, the LKG itself and what a person settled may.
    /// </summary>
    /// <param name="environment">Where it went.</param>
    /// <param name="deployment">The deployment, from its start on; how it ends does not matter.</param>
    /// <param name="state">The journal: only environments that are configured count as before this one.</param>
    public static PromotionBypassed? Check(string environment, Deployment deployment, JournalState state)
    {
        var options = state.OptionsOf(environment)?.Promotion ?? new();
        var here = state.Environment(environment);
        if (
            !options.Enforced
            || !HeldTo.Contains(environment)
            || ChangeTrial.IsRollback(deployment.By)
            || here.Lkg.GetValueOrDefault(deployment.Component) == deployment.Tag
            || here.SettledBypasses.Contains(deployment.Id)
        )
        {
            return null;
        }

        var faults = OptionsValidator
            .KnownEnvironments.TakeWhile(name => name != environment)
            .Where(name => state.OptionsOf(name) is not null && !Was(state.Environment(name), deployment))
            .Select(name => $"{deployment.Component} {deployment.Tag} was never deployed to {name}")
            .ToList();
        if (options.EvidenceRequired && Evidence(deployment.Tag, state) is { } missing)
        {
            faults.Add(missing);
        }

        return faults.Count == 0
            ? null
            : new(deployment.Id, deployment.Component, deployment.Tag, string.Join("; ", faults));
    }

    /// <summary>Whether an environment had the release before: its history is short, but its LKG was there as well.</summary>
    private static bool Was(EnvironmentState before, Deployment deployment) =>
        before.Lkg.GetValueOrDefault(deployment.Component) == deployment.Tag
        || before.Deployments.Exists(known =>
            known.Component == deployment.Component
            && known.Tag == deployment.Tag
            && known.Succeeded == true
            && known.EndedAt <= deployment.StartedAt
        );

    private static string? Evidence(string tag, JournalState state) =>
        !state.Releases.TryGetValue(tag, out var release)
            ? $"{tag} is not registered, so that its evidence is not known"
        : release.EvidencePack is null ? $"{tag} has no evidence pack"
        : null;
}
