using Mcpx.Domain.Incidents;
using Mcpx.Domain.Silences;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Tests.Silences;

public sealed class SilenceBookTests
{
    [Theory]
    [InlineData(-1, false, "SIL-0001 begins later")]
    [InlineData(0, true, "silence SIL-0001 by ada until 1 Nov 09:10 UTC: known")]
    [InlineData(599, true, "silence SIL-0001 by ada until 1 Nov 09:10 UTC: known")]
    [InlineData(600, false, "SIL-0001 ran out")]
    public void Mutes_AroundItsTime_OnlyWithin(double at, bool muted, string reason)
    {
        var answer = Some.State(Set()).Mutes(TriggerNames.Latency, Some.At(at));

        Assert.Equal((muted, reason), (answer.Muted, answer.Reason));
        Assert.Equal(muted ? "SIL-0001" : null, answer.By?.Id);
    }

    [Fact]
    public void Mutes_NothingSet_SaysSo() =>
        Assert.Equal(new(By: null, "nothing is silenced"), Some.State().Mutes(TriggerNames.Latency, Some.Start));

    [Fact]
    public void Mutes_OtherTrigger_SaysSo()
    {
        var state = Some.State(Set(triggers: [TriggerNames.Cors]));

        Assert.True(state.Mutes(TriggerNames.Cors, Some.At(1)).Muted);
        Assert.Equal(
            new(By: null, "the silences in effect are of other triggers"),
            state.Mutes(TriggerNames.Latency, Some.At(1))
        );
    }

    [Fact]
    public void Mutes_NoTriggerInParticular_OnlyWhereAllAreSilenced()
    {
        Assert.True(Some.State(Set()).Mutes(trigger: null, Some.At(1)).Muted);
        Assert.False(Some.State(Set(triggers: [TriggerNames.Cors])).Mutes(trigger: null, Some.At(1)).Muted);
    }

    [Fact]
    public void Mutes_EndedEarly_NotAnyMore()
    {
        var state = Some.State(Set())
            .Evolve(Some.Entry(new SilenceEnded("SIL-0001"), version: 2, at: 60, by: Some.Deputy));

        var silence = Assert.Single(state.Silences.All);
        Assert.Equal(("ben", Some.At(60)), (silence.EndedBy, silence.EndedAt));
        Assert.Equal(new(By: null, "SIL-0001 was ended by ben"), state.Mutes(TriggerNames.Latency, Some.At(61)));
    }

    [Fact]
    public void Mutes_TwoAtOnce_NamesTheOneThatLastsLonger() =>
        Assert.Equal(
            "SIL-0002",
            Some.State(Set(), Set("SIL-0002", until: 900), Set("SIL-0003", until: 700))
                .Mutes(TriggerNames.Latency, Some.At(1))
                .By?.Id
        );

    [Fact]
    public void Mutes_OneThatWaitsAndALaterOneThatIsOver_SpeaksOfTheOneToCome() =>
        Assert.Equal(
            new(By: null, "SIL-0001 begins later"),
            Some.State(Set(from: 1_000, until: 2_000), Set("SIL-0002", until: 60))
                .Mutes(TriggerNames.Latency, Some.At(100))
        );

    [Fact]
    public void Mutes_MaintenanceWindow_IsCalledSo() =>
        Assert.Equal(
            "maintenance window SIL-0001 by ada until 1 Nov 09:10 UTC: known",
            Some.State(Set() with { Kind = SilenceKind.Maintenance }).Mutes(TriggerNames.Latency, Some.At(1)).Reason
        );

    [Fact]
    public void NotOverAt_Some_AreInTheOrderTheyRunOut()
    {
        var book = Some.State(
            Set(until: 900),
            Set("SIL-0002", until: 50),
            Set("SIL-0003", from: 500, until: 700),
            Set("SIL-0004", until: 800)
        ).Silences;

        Assert.Equal(["SIL-0003", "SIL-0004", "SIL-0001"], book.NotOverAt(Some.At(60)).Select(silence => silence.Id));
        Assert.Equal(["SIL-0001", "SIL-0004"], book.ActiveAt(Some.At(60)).Select(silence => silence.Id));
    }

    [Fact]
    public void Evolve_EndOfOneThatIsOver_ChangesNothing()
    {
        var before = Some.State(Set());

        Assert.Same(
            before.Silences,
            before.Evolve(Some.Entry(new SilenceEnded("SIL-0001"), version: 2, at: 601)).Silences
        );
        Assert.Same(before.Silences, before.Evolve(Some.Entry(new SilenceEnded("SIL-9"), version: 2)).Silences);
    }

    [Fact]
    public void Evolve_Many_ForgetsTheOldestThatAreOverAndCountsOn()
    {
        var book = SilenceBook.Empty;
        for (var i = 0; i < 100; i++)
        {
            book = book.With(Set(book.NextId, from: i * 100, until: (i * 100) + 50), Some.At(i * 100));
        }

        Assert.Equal(("SIL-0080", "SIL-0100", 21), (book.All[0].Id, book.All[^1].Id, book.All.Count));
        Assert.Equal("SIL-0101", book.NextId);
    }

    [Fact]
    public void Evolve_ManyThatAreNotOver_ForgetsNone()
    {
        var book = SilenceBook.Empty;
        for (var i = 0; i < 40; i++)
        {
            book = book.With(Set(book.NextId, until: 10_000), Some.At(i));
        }

        Assert.Equal(40, book.All.Count);
    }

    [Theory]
    [InlineData(MessageKinds.Start)]
    [InlineData(MessageKinds.Success)]
    [InlineData(MessageKinds.Failure)]
    public void Ask_MessageOfAnApprovedRun_IsNeverMuted(string kind) =>
        Assert.False(MessageKinds.Ask(kind, Incident(), Some.State(Set()).Silences, Some.At(1)).Muted);

    [Fact]
    public void Ask_OtherMessage_IsMutedOnlyWhenEveryTriggerIs()
    {
        var one = Some.State(Set(triggers: [TriggerNames.ErrorRate])).Silences;
        var both = Some.State(
            Set(triggers: [TriggerNames.ErrorRate]),
            Set("SIL-0002", triggers: [TriggerNames.Latency])
        ).Silences;

        Assert.True(MessageKinds.Ask("opened", Incident(TriggerNames.ErrorRate), one, Some.At(1)).Muted);
        Assert.False(
            MessageKinds.Ask("opened", Incident(TriggerNames.ErrorRate, TriggerNames.Latency), one, Some.At(1)).Muted
        );
        Assert.True(
            MessageKinds.Ask("opened", Incident(TriggerNames.ErrorRate, TriggerNames.Latency), both, Some.At(1)).Muted
        );
    }

    [Fact]
    public void Ask_IncidentWithoutABreach_IsMutedOnlyWhereAllAreSilenced()
    {
        var incident = Incident() with { Breaches = [] };
        var one = Some.State(Set(triggers: [TriggerNames.Latency])).Silences;

        Assert.True(MessageKinds.Ask("opened", incident, Some.State(Set()).Silences, Some.At(1)).Muted);
        Assert.False(MessageKinds.Ask("opened", incident, one, Some.At(1)).Muted);
    }

    internal static SilenceSet Set(
        string id = "SIL-0001",
        IReadOnlyList<string>? triggers = null,
        double from = 0,
        double until = 600
    ) => new(id, SilenceKind.Silence, triggers ?? [], "ada", "known", Some.At(from), Some.At(until));

    private static Incident Incident(params string[] triggers)
    {
        var opened = IncidentFold.Evolve(null, Some.Entry(new IncidentOpened("INC-0001", "Prod", Some.Verdict())));
        return opened with
        {
            Breaches =
            [
                .. (triggers.Length == 0 ? [TriggerNames.Latency] : triggers).Select(trigger =>
                    Some.Verdict() with
                    {
                        Trigger = trigger,
                    }
                ),
            ],
        };
    }
}
