using Mcpx.Domain.Incidents;

namespace Mcpx.Domain.Rollback;

/// <summary>Which parts of what a plan restores are back, and which are not.</summary>
internal static class RestoredParts
{
    /// <summary>Whether some of it is back and some is not.</summary>
    public static bool IsPart(Incident incident)
    {
        var parts = Of(incident);
        return parts.Exists(step => step.Status == StepStatus.Succeeded)
            && parts.Exists(step => step.Status != StepStatus.Succeeded);
    }

    /// <summary>"Api is back on v1.8.2. Web is not: it stays on v1.9.0."</summary>
    public static string Sentence(Incident incident, bool isRestrained) =>
        string.Join(' ', Of(incident).Select((step, index) => One(incident, step, index, isRestrained)));

    private static List<StepState> Of(Incident incident) =>
        [.. incident.Steps.Where(step => step.Step.Kind is StepKind.Deploy or StepKind.Revert)];

    private static string One(Incident incident, StepState step, int index, bool isRestrained)
    {
        var plan = incident.Proposal!.Plan;
        var (name, from, to) =
            step.Step.Kind == StepKind.Deploy
            && plan.Targets.First(one => one.Component == step.Step.Component) is var target
                ? ($"{target.Component}", target.ObservedTag, target.TargetTag)
            : isRestrained || plan.Reverts.ElementAtOrDefault(index) is not { } revert
                ? (FormattableString.Invariant($"Key {index + 1}"), "what it is", "what it was")
            : (revert.Key, revert.Observed ?? "nothing", revert.Value);
        // A component is on a release; a key is what it is.
        var back = step.Step.Kind == StepKind.Deploy ? $"back on {to}" : $"{to} again";
        return step.Status switch
        {
            StepStatus.Succeeded => $"{name} is {back}.",
            StepStatus.Unknown or StepStatus.Running => $"{name}: nobody can say whether it is {back}.",
            // A deployer that failed may have got half way: what runs then is for the readings to say.
            StepStatus.Failed => $"{name} is not {back}.",
            StepStatus.Skipped when step.Attempt > 0 => $"{name} is not {back}: its step was left out after it failed.",
            StepStatus.Skipped => $"{name} stays on {from}: its step was left out.",
            _ => $"{name} stays on {from}.",
        };
    }
}
