using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Tests.Triggers;

/// <summary>What survives a restart of the watchdog: written down at 100 s with 6 s held, up again at 102 s.</summary>
public sealed class VerdictMachineRestartTests
{
    private readonly Clockwork _clock = new(new(Some.Seconds(10), Longer: false, Some.Seconds(5))) { Second = 102 };

    public VerdictMachineRestartTests() =>
        _clock.Machine.Restore(Some.At(90), Some.Seconds(6), asOf: Some.At(100), breachedAt: null);

    [Fact]
    public void Restore_Pending_SaysPendingAtOnce()
    {
        Assert.Equal(VerdictState.Pending, _clock.State);
        Assert.Equal(Some.At(90), _clock.Machine.Onset);
    }

    [Fact]
    public void Step_FirstReadingBadAgain_CountsTheDowntime()
    {
        Assert.Equal(VerdictState.Pending, _clock.For(1, Clockwork.Bad));
        Assert.Equal(Some.Seconds(8), _clock.Machine.Held);
        Assert.Equal(VerdictState.Breached, _clock.For(2, Clockwork.Bad));
    }

    [Fact]
    public void Step_FirstReadingGood_DropsTheHold()
    {
        Assert.Equal(VerdictState.Healthy, _clock.For(1, Clockwork.Good));
        Assert.Equal(VerdictState.Pending, _clock.For(10, Clockwork.Bad));
    }

    [Fact]
    public void Step_BlindAfterTheRestart_DoesNotCountTheBlindTime()
    {
        _clock.For(600, Clockwork.NoData);

        Assert.Equal(VerdictState.Pending, _clock.For(1, Clockwork.Bad));
        Assert.Equal(Some.Seconds(8), _clock.Machine.Held);
    }

    [Fact]
    public void Step_ReadingThatDatesItselfBack_CountsFromThere()
    {
        _clock.For(10, Clockwork.TooFew);

        Assert.Equal(VerdictState.Breached, _clock.For(1, Clockwork.Bad with { Onset = Some.At(103) }));
        Assert.Equal(Some.Seconds(17), _clock.Machine.Held);
    }

    [Fact]
    public void Step_ReadingThatDatesItselfBackBeforeTheDowntime_CountsNoTimeTwice()
    {
        _clock.For(10, Clockwork.TooFew);

        _clock.For(1, Clockwork.Bad with { Onset = Some.At(95) });

        Assert.Equal(Some.Seconds(18), _clock.Machine.Held);
    }

    [Fact]
    public void Step_Deploying_DropsTheHold()
    {
        _clock.For(1, Clockwork.Bad, deploying: true);

        Assert.Equal(VerdictState.Pending, _clock.For(10, Clockwork.Bad));
    }

    [Fact]
    public void Restore_Breached_StaysUntilReadingsEndIt()
    {
        var clock = new Clockwork(new(Some.Seconds(10), Longer: false, Some.Seconds(5))) { Second = 102 };
        clock.Machine.Restore(Some.At(80), Some.Seconds(10), Some.At(100), breachedAt: Some.At(90));

        Assert.Equal(VerdictState.Breached, clock.State);
        Assert.Equal(Some.At(90), clock.Machine.Since);
        Assert.Equal(VerdictState.Breached, clock.For(50, Clockwork.NoData));
        Assert.Equal(VerdictState.Recovering, clock.For(5, Clockwork.Good));
        Assert.Equal(VerdictState.Healthy, clock.For(1, Clockwork.Good));
    }
}
