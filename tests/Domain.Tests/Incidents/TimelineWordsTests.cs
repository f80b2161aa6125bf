using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Tests.Journal;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Tests.Incidents;

public sealed class TimelineWordsTests
{
    [Fact]
    public void Of_EveryEventOfAnIncident_HasWordsExceptStepOutput()
    {
        var events = EventSamples
            .All.Where(sample => sample.GetType().Namespace == typeof(Incident).Namespace)
            .ToList();
        var silent = events
            .Where(happened => TimelineWords.Of(Entries([EventSamples.All[3], happened])).Count == 1)
            .Select(happened => happened.GetType().Name)
            .Order();

        Assert.Equal(
            [
                nameof(ChangeSeen),
                nameof(ConfigurationApplied),
                nameof(DecisionNoted),
                nameof(DeploymentEnded),
                nameof(DeploymentStarted),
                nameof(DeploysFrozen),
                nameof(DeploysUnfrozen),
                nameof(IncidentBegan),
                nameof(IncidentEnded),
                nameof(LkgPointed),
                nameof(ReleaseQuarantined),
                nameof(SettingReverted),
                nameof(StepReported),
                nameof(WatchdogStarted),
            ],
            silent
        );
    }

    [Fact]
    public void Of_WholeStory_ReadsAsItHappened()
    {
        var lines = TimelineWords.Of(new Story().Approved().Entries);

        Assert.StartsWith("Incident opened by error-rate: 3.8 %", lines[0].Text, StringComparison.Ordinal);
        Assert.StartsWith("Rollback of Api to v1.8.1 proposed, plan ", lines[1].Text, StringComparison.Ordinal);
        Assert.Equal("ada, Incident Commander", lines[2].Who);
        Assert.Equal([1L, 2, 3], lines.Select(line => line.Position));
    }

    [Fact]
    public void Of_DeclaredUnmeasuredAndBreakGlass_AreSaidAsSuch()
    {
        var verdict = Some.Verdict(sentence: "words");
        var lines = TimelineWords.Of(
            Entries([
                new IncidentOpened("INC-0001", "Prod", verdict with { Declared = true }),
                new BreachJoined(verdict with { State = VerdictState.NoData }),
                new BreachJoined(verdict with { Declared = true }),
                new RollbackApproved("ab", Sufficient: true, "nobody answers"),
            ])
        );

        Assert.Equal(
            [
                "Incident declared, error-rate: words",
                "error-rate not measured: words",
                "error-rate declared: words",
                "Rollback approved, plan ab, by break-glass: nobody answers",
            ],
            lines.Select(line => line.Text)
        );
    }

    private static List<JournalEntry> Entries(IEnumerable<IEvent> events) =>
        [.. events.Select((happened, index) => Some.Entry(happened, index + 1))];
}
