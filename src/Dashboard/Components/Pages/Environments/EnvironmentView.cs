using Mcpx.Dashboard.Components.Feed;
using Mcpx.Dashboard.Components.Pages.Freezes;
using Mcpx.Dashboard.Components.Pages.Overview;
using Mcpx.Dashboard.Components.Pages.Silences;
using Mcpx.Dashboard.Components.Shared;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Live;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Dashboard.Components.Pages.Environments;

/// <summary>Everything an environment's page shows at one moment.</summary>
internal sealed record EnvironmentView(
    string Name,
    VerdictState Word,
    string Title,
    string Since,
    string Releases,
    string Evaluated,
    string Execution,
    string? Note,
    FreezeView Freezes,
    Incident? Incident,
    string TriggerCount,
    IReadOnlyList<TriggerRow> Triggers,
    IReadOnlyList<SignalChartModel> Charts,
    IReadOnlyList<ChartMark> Marks,
    IReadOnlyList<InstanceRow> Instances,
    IReadOnlyList<string> Missing,
    Readiness Readiness,
    MutedModel? Muted,
    IReadOnlyList<SilenceRow> Silences
)
{
    private const int MarksShown = 12;

    public static EnvironmentView Of(
        JournalState state,
        string name,
        Readings readings,
        IReadOnlyList<SignalLine> lines,
        DateTimeOffset now,
        TimeSpan span
    )
    {
        var environment = state.Environment(name);
        var word = TriggerSummary.WordOf(readings.Triggers);
        var incident = state.OpenIncident(name);
        var marks = MarksOf(state, environment, now, span);
        return new(
            name,
            word,
            readings.IsSilentAt(now)
                    ? $"{name} {RowMapping.WasWord(word).ToLowerInvariant()} when the watchdog fell silent"
                : RowMapping.WordFor(readings, word) is { } missing ? $"{name}: {missing}"
                : $"{name} {Predicate(word)}",
            readings.IsSilentAt(now) ? "" : RowMapping.SinceOf(readings, word, now),
            ReleasesOf(state, name, readings),
            readings.EvaluatedAt is { } at ? $"Evaluated {DurationText.Words(now - at)} ago." : "Never evaluated.",
            ExecutionOf(state.OptionsOf(name)?.Execution),
            state.OptionsOf(name)?.Note,
            FreezeView.Of(state, name, now),
            incident,
            Count(readings.Verdicts),
            TriggerRow.Of(readings.Verdicts, now),
            [.. lines.Select(line => Chart(line, marks, now, span))],
            marks,
            InstanceRow.Of(state.OptionsOf(name), readings),
            Assumptions.Missing(readings.Verdicts, readings.Instances),
            Readiness.Of(state, name, readings.Instances, now),
            MutedModel.Of(environment.Silences, now),
            SilenceRow.Of(environment.Silences, now)
        );
    }

    private static string Predicate(VerdictState word) =>
        word switch
        {
            VerdictState.NoData => "is not measured",
            VerdictState.ProbeError => "cannot be probed",
            VerdictState.NotEnoughSamples => "has not enough samples",
            var other => $"is {StatePresentation.Of(other).Word.ToLowerInvariant()}",
        };

    private static string ReleasesOf(JournalState state, string name, Readings readings)
    {
        var environment = state.Environment(name);
        Component[] components = [Component.Api, Component.Web];
        return string.Join(
            " ",
            components
                .Select(component => (component, Tag: RowMapping.Release(state, name, readings, component)))
                .Where(one => one.Tag is not null)
                .Select(one =>
                    $"{one.component} {one.Tag}, {(environment.Lkg.GetValueOrDefault(one.component) is { } lkg ? $"LKG {lkg}" : "no LKG")}."
                )
        );
    }

    private static string ExecutionOf(Execution? execution) =>
        execution switch
        {
            Domain.Configuration.Execution.On => "Execution is on: an approved rollback is carried out.",
            Domain.Configuration.Execution.DryRun =>
                "Dry run: an approved rollback is walked through and changes nothing.",
            _ => "Execution is off: the watchdog watches and proposes, nobody can approve.",
        };

    private static string Count(IReadOnlyList<Verdict> verdicts) =>
        string.Join(
            ", ",
            verdicts
                .GroupBy(verdict => verdict.State)
                .OrderBy(group => TriggerSummary.Rank(group.Key))
                .Select(group => $"{group.Count()} {StatePresentation.Of(group.Key).Word.ToLowerInvariant()}")
        );

    private static List<ChartMark> MarksOf(
        JournalState state,
        EnvironmentState environment,
        DateTimeOffset now,
        TimeSpan span
    )
    {
        var from = now - span;
        var deployments = environment
            .Deployments.Where(known => known.StartedAt > from)
            .GroupBy(known => known.Tag + known.StartedAt.ToUnixTimeSeconds() / 10)
            .Select(same => new ChartMark(
                Place(same.First().StartedAt),
                $"{same.First().Tag} on {string.Join(", ", same.Select(one => one.Component).Distinct())}"
            ));
        var changes = environment
            .Changes.Where(change =>
                change.At > from && change.Kind is not (ChangeKind.Deployment or ChangeKind.Migration)
            )
            .Select(change => new ChartMark(Place(change.At), change.Key));
        var incidents = state
            .Incidents.Values.Where(known => known.Environment == environment.Name && known.OpenedAt > from)
            .Select(known => new ChartMark(Place(known.OpenedAt), known.Id, Alarm: true));
        // Lines that stand close together say nothing more than one; the newest stay.
        return
        [
            .. deployments.Concat(changes).OrderBy(mark => mark.At).TakeLast(MarksShown),
            .. incidents.TakeLast(MarksShown),
        ];

        double Place(DateTimeOffset at) => Math.Clamp((at - from) / span, 0, 1);
    }

    private static SignalChartModel Chart(
        SignalLine line,
        IReadOnlyList<ChartMark> marks,
        DateTimeOffset at,
        TimeSpan span
    )
    {
        var limit = line.Limit is { } known ? Domain.Words.Value(known, line.Unit) : "none";
        return new(
            line.Title,
            (line.Now is { } now ? $"limit {TriggerRow.LimitOf(now)}" : "nothing measured")
                + (line.Of is { } of ? $", worst {of.Read} of {Domain.Words.Count(of.All)}" : ""),
            limit,
            new(
                line.Label,
                line.Reading,
                line.Points,
                line.Limit,
                line.Now?.State,
                null,
                $"last {DurationText.Words(span)}"
            ),
            marks
        )
        {
            Lows = line.Lows,
            First = line.First,
            Unit = line.Unit,
            From = at - span,
            Length = span,
        };
    }
}
