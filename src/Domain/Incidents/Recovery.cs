using Mcpx.Domain.Configuration;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Incidents;

/// <summary>Ends what is well again, and says what a run did not cure. Missing data is never health.</summary>
internal static class Recovery
{
    private const int Named = 5;

    /// <summary>
    /// The command that ends a recovered incident or its proposal; null while it goes on, and while a rollback is asked for: a
    /// person decides then.
    /// </summary>
    public static IncidentCommand? Next(CareFacts facts, Incident incident)
    {
        // What is well already is what an undo needs, and no reason against it.
        if (incident.AsksToUndo || incident.Wish is not null || !IsClear(facts, incident))
        {
            return null;
        }

        if (incident is { Status: IncidentStatus.Proposed, RungsRun.Count: > 0 })
        {
            return new IncidentCommand.Void(Reason(facts, incident));
        }

        // Who broke the glass owes a review; the incident stays open for it.
        if (incident.ReviewsOwed.Count > 0)
        {
            return null;
        }

        var watched = incident.StableAt is not { } stable || facts.Now >= stable;
        return incident.Status switch
        {
            IncidentStatus.Investigating or IncidentStatus.Proposed => new IncidentCommand.Withdraw(
                Reason(facts, incident)
            ),
            IncidentStatus.Aborted when watched => new IncidentCommand.Close(
                "The rollback was aborted and all readings recovered."
            ),
            IncidentStatus.Rejected when watched => new IncidentCommand.Close(
                "The rollback was rejected and all readings recovered."
            ),
            IncidentStatus.Stabilising when watched && RunningTags.Strange(facts, incident) is null =>
                new IncidentCommand.Close(
                    $"Readings are within their limits after {Words.Duration(incident.Proposal!.Plan.Validation.StabiliseFor)} of watching."
                ),
            _ => null,
        };
    }

    /// <summary>
    /// Whether something is breached that a run should have cured: measured, and late enough after the run and after any
    /// deployment that the reading holds nothing older.
    /// </summary>
    public static bool IsUncured(CareFacts facts, Incident incident) =>
        facts.Picture.Verdicts.Any(verdict =>
            verdict is { State: VerdictState.Breached, UnmeasuredSince: null }
            && facts.Now >= JudgedFrom(facts, incident, verdict)
        );

    private static DateTimeOffset JudgedFrom(CareFacts facts, Incident incident, Verdict verdict)
    {
        var deploying = facts.Options.Deploying;
        var settle = deploying.Settle + LookedAnew(facts.Options, verdict.Trigger);
        return facts
            .State.Environment(facts.Environment)
            .Deployments.Where(deployment => deployment.Component == verdict.Component)
            .Select(deployment => deployment.EndedAt + settle ?? deployment.StartedAt + deploying.Cap)
            .Append((incident.RestoredAt ?? facts.Now) + settle)
            .Max();
    }

    /// <summary>
    /// After how long a verdict rests on nothing older: its window, or, of what is walked or checked now and then, whose window only
    /// says how old the newest may be, as many looks as it takes.
    /// </summary>
    private static TimeSpan LookedAnew(EnvironmentOptions options, string trigger)
    {
        var (probes, window) = (options.Probes, options.Triggers.Of(trigger).EffectiveWindow);
        var looks = trigger switch
        {
            TriggerNames.Business => options.Triggers.Business.FailuresInRow
                * Longest(
                    probes.Workflows.Interval,
                    probes.Workflows.FilesInterval,
                    probes.Workflows.Browser?.Interval ?? TimeSpan.Zero
                ),
            TriggerNames.Security => Longest(probes.Security.Interval, probes.Security.ExposureInterval),
            TriggerNames.Parity => probes.Parity.Interval,
            _ => window,
        };
        return looks < window ? looks : window;
    }

    private static TimeSpan Longest(params ReadOnlySpan<TimeSpan> paces)
    {
        var longest = TimeSpan.Zero;
        foreach (var pace in paces)
        {
            longest = pace > longest ? pace : longest;
        }

        return longest;
    }

    /// <summary>
    /// Everything that breached is measured and healthy again, and nothing else is broken or pending. What was declared was
    /// never measured: it counts as mended only by a run, and only where something is measured at all.
    /// </summary>
    private static bool IsClear(CareFacts facts, Incident incident)
    {
        var verdicts = facts.Picture.Verdicts;
        return verdicts.Any(verdict => verdict.State == VerdictState.Healthy)
            && incident.Breaches.TrueForAll(breach =>
                breach.Declared ? incident.RungsRun.Count > 0
                : Live(facts, breach) is { } live ? live.State == VerdictState.Healthy
                : HasLeft(facts, breach)
            )
            && verdicts.All(verdict =>
                verdict is { IsBroken: false, State: not (VerdictState.Pending or VerdictState.Deploying) }
            );
    }

    /// <summary>
    /// Whether the breach was an instance's that is no longer there (docs/adr/0019), and those that are pass the same trigger. A series
    /// that only stopped to be measured is never taken for well.
    /// </summary>
    private static bool HasLeft(CareFacts facts, Verdict breach) =>
        breach.Instance is { } name
        && !facts.Options.Instances.Any(instance => instance.Name == name)
        && facts.Picture.Verdicts.Any(verdict =>
            verdict.State == VerdictState.Healthy
            && (verdict.Trigger, verdict.Component, verdict.Part) == (breach.Trigger, breach.Component, breach.Part)
        );

    private static Verdict? Live(CareFacts facts, Verdict breach) =>
        facts.Picture.Verdicts.FirstOrDefault(verdict => verdict.Series == breach.Series);

    private static string Reason(CareFacts facts, Incident incident)
    {
        var recovered = incident.Breaches.Select(breach => Live(facts, breach)).OfType<Verdict>().ToList();
        var named = recovered
            .Take(Named)
            .Select(verdict =>
                FormattableString.Invariant(
                    $"{verdict.Trigger} on {verdict.Instance ?? verdict.Component.ToString()} at {verdict.Since.UtcDateTime:HH:mm:ss} UTC"
                )
            );
        var more = recovered.Count > Named ? $" and {recovered.Count - Named} more" : "";
        return $"All readings recovered and stayed within their limits: {string.Join(", ", named)}{more}.";
    }
}
