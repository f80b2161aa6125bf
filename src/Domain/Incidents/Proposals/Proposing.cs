using Mcpx.Domain.Decisions;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Incidents;

/// <summary>
/// Writes proposals and keeps them true while people have not answered: what would be done is asked for at every look, and
/// only when that is something else a new plan voids the old one. Readings alone never do.
/// </summary>
internal static class Proposing
{
    /// <summary>The next command; null while what stands is right.</summary>
    public static IncidentCommand? Next(CareFacts facts, Incident incident) =>
        incident.Status switch
        {
            IncidentStatus.Investigating when incident.DryRunAt is null && TagsAreKnown(facts, incident) => Fresh(
                facts,
                incident
            ),
            IncidentStatus.Stabilising when incident.Wish is not null && TagsAreKnown(facts, incident) => Fresh(
                facts,
                incident
            ),
            // A rung that did not cure is followed by the next; where there is none people were asked, once and for all.
            IncidentStatus.Stabilising
                when (incident.Advice is null || RunningTags.IsOwn(incident.Advice))
                    && Recovery.IsUncured(facts, incident) => Fresh(facts, incident),
            IncidentStatus.Stabilising => RunningTags.Next(facts, incident),
            _ when incident.AsksToUndo => Undoing.Pending(facts, incident),
            IncidentStatus.Proposed or IncidentStatus.Approved => Pending(facts, incident),
            _ => null,
        };

    private static IncidentCommand? Fresh(CareFacts facts, Incident incident)
    {
        var question = new Question(facts, incident);
        return question.Plan(incident.Plans + 1) is not { } plan
            ? incident.Advice?.Reason == question.Advice
                ? null
                : new IncidentCommand.Advise(question.Advice, question.Path)
            : incident.Declined is not null
                ? null
                : question.Propose(plan);
    }

    private static IncidentCommand? Pending(CareFacts facts, Incident incident)
    {
        var proposal = incident.Proposal!;
        if (facts.Now >= proposal.ExpiresAt)
        {
            return new IncidentCommand.Expire(IsHeld(facts, incident));
        }

        // Under the same number two plans have the same hash exactly when they do the same.
        var question = new Question(facts, incident);
        if (question.Plan(proposal.Plan.Version) is not { } plan)
        {
            return new IncidentCommand.Void(question.Advice);
        }

        // Who deployed may be reported late, and must not be the only one who approved then.
        var named =
            proposal.CausedBy == Deployment.UnknownDeployer
            && question.CausedBy is not (null or Deployment.UnknownDeployer);
        if (named || PlanHash.Of(plan) != PlanHash.Of(proposal.Plan))
        {
            return question.Propose(question.Plan(incident.Plans + 1)!);
        }

        return
            incident is { Status: IncidentStatus.Proposed, Warned: false, Declined: null }
            && facts.Now >= proposal.ExpiresAt - proposal.Plan.Policy.WarnBefore
            && !IsHeld(facts, incident)
            ? new IncidentCommand.Warn()
            : null;
    }

    /// <summary>
    /// Whether people are called here, and nobody was: quiet hours or a silence held every call back. Nobody failed to answer then.
    /// </summary>
    private static bool IsHeld(CareFacts facts, Incident incident) =>
        incident.Paging is { Calls: 0, IsOver: false } && facts.State.Configuration?.Options.Paging.IsOn == true;

    /// <summary>
    /// What breaches at once may belong to an instance that is being replaced, so that nobody knows yet what runs: what is proposed
    /// waits until a tag was read again, for a while at most.
    /// </summary>
    private static bool TagsAreKnown(CareFacts facts, Incident incident) =>
        WhatRunsIsKnown(facts, incident)
        && incident
            .Breaches.Where(breach => breach.State == VerdictState.Breached && AsksForTags(breach))
            .All(breach =>
            {
                var from = breach.Since > incident.OpenedAt ? breach.Since : incident.OpenedAt;
                return facts.Now - from > facts.Options.Deploying.TagWithin
                    || facts.Picture.Instances.Any(instance =>
                        instance.Component == breach.Component
                        && (breach.Instance is null || instance.Name == breach.Instance)
                        && instance.TagReadAt >= from
                    );
            });

    /// <summary>Right after a start nothing was read yet, and a plan written now would be void as soon as something is.</summary>
    private static bool WhatRunsIsKnown(CareFacts facts, Incident incident) =>
        incident.Wish is not { } wish
        || facts.Now - wish.At > facts.Options.Deploying.TagWithin
        || facts.Picture.Instances.All(instance => instance.Tag is not null);

    /// <summary>Whether a breach wants the tags read anew before anything is proposed for it.</summary>
    internal static bool AsksForTags(Verdict breach) =>
        breach
            is { Trigger: TriggerNames.SseHeartbeat, Instance: not null }
                or { Trigger: TriggerNames.Security, Declared: false };
}
