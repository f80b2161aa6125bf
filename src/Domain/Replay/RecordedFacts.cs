using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Parity;
using Mcpx.Domain.Releases;
using Mcpx.Domain.Silences;

namespace Mcpx.Domain.Replay;

/// <summary>
/// Which events of the journal a recording carries: what deciding depends on. What incidents led to is left out, because
/// a replay decides itself.
/// </summary>
public static class RecordedFacts
{
    /// <summary>Whether an event belongs into the recording of an environment.</summary>
    public static bool Belongs(string environment, JournalEntry entry) =>
        entry.Event switch
        {
            IncidentBegan or IncidentEnded or DeploysFrozen or DeploysUnfrozen => false,
            HotfixAuthorised or FreezeCommandRan => false,
            // What is said to whom decides nothing.
            SilenceSet or SilenceEnded => false,
            // Nor do bakes under way and drills: where a pointer moved says LkgPointed.
            BakeMarked { Progress: BakeProgress.Baking } or DrillAsked or DrillHeld => false,
            ReleaseRegistered or ReleaseLooked => true,
            _ => entry.Stream == Streams.Environment(environment),
        };

    /// <summary>What an environment's past adds up to, as events that lead to it: a recording begins with them.</summary>
    /// <param name="environment">The environment's name.</param>
    /// <param name="state">The journal so far.</param>
    /// <param name="now">For what has no time of its own.</param>
    public static IEnumerable<JournalEntry> Of(string environment, JournalState state, DateTimeOffset now)
    {
        foreach (var release in state.Releases.Values.OrderBy(release => release.Tag, StringComparer.Ordinal))
        {
            yield return Entry(Streams.Release(release.Tag), now, new ReleaseRegistered(release));
            if (state.Looks.GetValueOrDefault(release.Tag) is { } look)
            {
                yield return Entry(Streams.Release(release.Tag), now, new ReleaseLooked(release.Tag, look));
            }
        }

        var stream = Streams.Environment(environment);
        var past = state.Environment(environment);
        foreach (var (component, tag) in past.Lkg)
        {
            var pointer = past.Targets.Pointer(component);
            yield return Entry(
                stream,
                now,
                new LkgPointed(
                    component,
                    tag,
                    "as it was when the recording began",
                    From: null,
                    pointer?.Basis ?? LkgBasis.Configuration,
                    pointer?.Waived is { Count: > 0 } waived ? waived : null
                )
            );
        }

        foreach (var known in past.Targets.Overrides)
        {
            yield return new(
                Position: 0,
                stream,
                Version: 0,
                known.At,
                known.By,
                new TargetOverridden(known.Component, known.Tag, known.Gaps, known.Reason, known.Until)
            );
        }

        if (past.Targets.Schema is { } schema)
        {
            yield return Entry(stream, now, new SchemaSeen("before the recording", "unregistered", schema));
        }

        foreach (var (component, tag) in past.Targets.Baked)
        {
            yield return Entry(stream, now, new BakeMarked(component, tag, now, TimeSpan.Zero, BakeProgress.Done));
        }

        foreach (
            var (component, tag) in past
                .Quarantined.OrderBy(bad => bad.Component)
                .ThenBy(bad => bad.Tag, StringComparer.Ordinal)
        )
        {
            yield return Entry(stream, now, new ReleaseQuarantined(component, tag, "before the recording"));
        }

        foreach (var bypass in past.OpenBypasses)
        {
            yield return Entry(stream, now, bypass);
        }

        if (past.Parity is { } report)
        {
            yield return Entry(stream, now, new ParityReported(report));
        }

        foreach (var change in past.Changes)
        {
            yield return Entry(stream, change.At, new ChangeSeen(change));
        }

        foreach (var known in past.Deployments)
        {
            yield return Entry(
                stream,
                known.StartedAt,
                new DeploymentStarted(known.Id, known.Component, known.Tag, known.By)
            );
            if (known is { EndedAt: { } ended, Succeeded: { } succeeded })
            {
                yield return Entry(
                    stream,
                    ended,
                    new DeploymentEnded(known.Id, known.Component, known.Tag, succeeded, Detail: "")
                );
            }
        }
    }

    private static JournalEntry Entry(string stream, DateTimeOffset at, IEvent happened) =>
        new(Position: 0, stream, Version: 0, at, Actor.Watchdog, happened);
}
