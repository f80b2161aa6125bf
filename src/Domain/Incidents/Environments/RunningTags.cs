using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Incidents;

/// <summary>
/// Holds what runs to what the newest run put in place, to the end of stabilisation: good readings of another release prove nothing.
/// </summary>
internal static class RunningTags
{
    /// <summary>Asks people to look; null while what was put in place runs, and where they were asked for more already.</summary>
    public static IncidentCommand.Advise? Next(CareFacts facts, Incident incident) =>
        Strange(facts, incident) is { } strange
        && (incident.Advice is null || IsOwn(incident.Advice))
        && incident.Advice?.Reason != strange
            ? new(strange, [])
            : null;

    /// <summary>Whether an advice is only about what runs: it is reached by no way through the tree.</summary>
    public static bool IsOwn(Advice advice) => advice.Path.Count == 0;

    /// <summary>What runs instead; null while all that answer say the right tag. An instance that is silent says nothing.</summary>
    public static string? Strange(CareFacts facts, Incident incident)
    {
        var plan =
            incident.LastRun is { Status: IncidentStatus.Stabilising } run ? run.Proposal.Plan
            : incident.Proposal is { Plan: { Undoes: not null } undo } ? undo
            : null;
        if (incident.Status != IncidentStatus.Stabilising || plan is null)
        {
            return null;
        }

        var strange =
            from target in plan.Targets
            from instance in facts.Picture.Instances
            where
                instance.Component == target.Component
                && instance.Tag is { } tag
                && tag != target.TargetTag
                && instance.TagReadAt > incident.RestoredAt
            orderby target.Component, instance.Name
            select $"{instance.Name} answers {instance.Tag}, not {target.TargetTag}: {Why(facts, target.Component, instance.Tag!)}";
        return strange.FirstOrDefault();
    }

    private static string Why(CareFacts facts, Component component, string tag) =>
        facts.State.Environment(facts.Environment).Freezes.Of(component, tag) is { } hotfix
            ? $"the hotfix that {hotfix.By} authorised. Close when it holds."
            : "somebody deployed while this is watched. Find out who, then declare what is wrong, or close.";
}
