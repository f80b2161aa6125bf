using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Tests.Triggers;

/// <summary>The rules of hold, recovery and missing data, one by one.</summary>
public sealed class VerdictMachineTests
{
    private static readonly Hold AtLeastTen = new(Some.Seconds(10), Longer: false, Some.Seconds(5));

    private readonly Clockwork _clock = new(AtLeastTen);

    [Fact]
    public void State_BeforeTheFirstTick_IsNoData() => Assert.Equal(VerdictState.NoData, _clock.State);

    [Fact]
    public void Step_GoodReading_IsHealthy() => Assert.Equal(VerdictState.Healthy, _clock.For(1, Clockwork.Good));

    [Fact]
    public void Step_ForTen_BreachesAtTen()
    {
        Assert.Equal(VerdictState.Pending, _clock.For(10, Clockwork.Bad));
        Assert.Equal(VerdictState.Breached, _clock.For(1, Clockwork.Bad));
        Assert.Equal(Some.At(10), _clock.Machine.BreachedAt);
        Assert.Equal(Some.At(0), _clock.Machine.Onset);
    }

    [Fact]
    public void Step_LongerThanTen_DoesNotBreachAtTen()
    {
        var clock = new Clockwork(AtLeastTen with { Longer = true });

        Assert.Equal(VerdictState.Pending, clock.For(11, Clockwork.Bad));
        Assert.Equal(VerdictState.Breached, clock.For(1, Clockwork.Bad));
    }

    [Fact]
    public void Step_NoHold_BreachesAtOnce() =>
        Assert.Equal(
            VerdictState.Breached,
            new Clockwork(new(TimeSpan.Zero, Longer: true, Some.Seconds(5))).For(1, Clockwork.Bad)
        );

    [Fact]
    public void Step_OnsetKnownToTheReading_HoldsFromThere()
    {
        _clock.For(10, Clockwork.Good);

        Assert.Equal(VerdictState.Breached, _clock.For(1, Clockwork.Bad with { Onset = Some.At(0) }));
        Assert.Equal(Some.At(0), _clock.Machine.Onset);
    }

    [Fact]
    public void Step_OnsetBeforeATimeWithoutData_HoldsFromWhereDataCameBack()
    {
        _clock.For(10, Clockwork.Good);
        _clock.For(80, Clockwork.NoData);
        _clock.For(2, Clockwork.TooFew);

        Assert.Equal(VerdictState.Pending, _clock.For(1, Clockwork.Bad with { Onset = Some.At(8) }));
        Assert.Equal(Some.Seconds(2), _clock.Machine.Held);
        Assert.Equal(Some.At(8), _clock.Machine.Onset);
    }

    [Fact]
    public void Step_OnsetTurnsOutToBeEarlier_HoldsFromThere()
    {
        _clock.For(10, Clockwork.Good);
        _clock.For(3, Clockwork.Bad); // since 10

        Assert.Equal(VerdictState.Pending, _clock.For(1, Clockwork.Bad with { Onset = Some.At(5) }));
        Assert.Equal(Some.Seconds(8), _clock.Machine.Held);
        Assert.Equal(Some.At(5), _clock.Machine.Onset);
    }

    [Fact]
    public void Step_OneGoodReadingWhilePending_StartsAnew()
    {
        _clock.For(9, Clockwork.Bad);
        _clock.For(1, Clockwork.Good);

        Assert.Equal(VerdictState.Pending, _clock.For(10, Clockwork.Bad));
        Assert.Equal(VerdictState.Breached, _clock.For(1, Clockwork.Bad));
    }

    [Fact]
    public void BreachesAt_Pending_IsWhatIsLeft()
    {
        _clock.For(4, Clockwork.Bad);
        Assert.Equal(Some.At(10), _clock.Machine.BreachesAt);

        _clock.For(7, Clockwork.Bad);
        Assert.Null(_clock.Machine.BreachesAt);
    }

    [Theory]
    [InlineData(Measured.NoData, VerdictState.NoData)]
    [InlineData(Measured.NotEnoughSamples, VerdictState.NotEnoughSamples)]
    [InlineData(Measured.ProbeError, VerdictState.ProbeError)]
    public void Step_MissingWhilePending_PausesTheHold(Measured why, VerdictState word)
    {
        _clock.For(6, Clockwork.Bad); // held 5 s
        Assert.Equal(word, _clock.For(100, Reading.Missing(why)));

        Assert.Equal(VerdictState.Pending, _clock.For(5, Clockwork.Bad)); // held 9 s
        Assert.Equal(Some.Seconds(9), _clock.Machine.Held);
        Assert.Equal(VerdictState.Breached, _clock.For(1, Clockwork.Bad));
        Assert.Equal(Some.At(0), _clock.Machine.Onset);
    }

    [Fact]
    public void Step_MissingWhileBreached_KeepsItBreached()
    {
        _clock.For(11, Clockwork.Bad);

        Assert.Equal(VerdictState.Breached, _clock.For(1_000, Clockwork.NoData));
    }

    [Fact]
    public void Step_MissingWhileRecovering_StartsRecoveryAgain()
    {
        _clock.For(11, Clockwork.Bad);
        Assert.Equal(VerdictState.Recovering, _clock.For(5, Clockwork.Good));
        Assert.Equal(VerdictState.Breached, _clock.For(1, Clockwork.NoData));

        Assert.Equal(VerdictState.Recovering, _clock.For(5, Clockwork.Good));
        Assert.Equal(VerdictState.Healthy, _clock.For(1, Clockwork.Good));
    }

    [Fact]
    public void Step_BadWhileRecovering_GoesBackWithoutANewBreach()
    {
        _clock.For(11, Clockwork.Bad);
        var breachedAt = _clock.Machine.BreachedAt;
        _clock.For(4, Clockwork.Good);

        Assert.Equal(VerdictState.Breached, _clock.For(1, Clockwork.Bad));
        Assert.Equal(breachedAt, _clock.Machine.BreachedAt);
    }

    [Fact]
    public void Step_RecoveredFully_ForgetsTheBreach()
    {
        _clock.For(11, Clockwork.Bad);

        Assert.Equal(VerdictState.Healthy, _clock.For(6, Clockwork.Good));
        Assert.Null(_clock.Machine.BreachedAt);
        Assert.Null(_clock.Machine.Onset);
        Assert.Equal(TimeSpan.Zero, _clock.Machine.Held);
    }

    [Fact]
    public void Step_DeployingWhilePending_DropsTheHold()
    {
        _clock.For(9, Clockwork.Bad);
        Assert.Equal(VerdictState.Deploying, _clock.For(1, Clockwork.Bad, deploying: true));

        Assert.Equal(VerdictState.Pending, _clock.For(10, Clockwork.Bad));
    }

    [Fact]
    public void Step_DeployingWhileBreached_KeepsTheBreach()
    {
        _clock.For(11, Clockwork.Bad);

        Assert.Equal(VerdictState.Breached, _clock.For(60, Clockwork.Bad, deploying: true));
        Assert.Equal(VerdictState.Breached, _clock.For(60, Clockwork.NoData, deploying: true));
        Assert.Equal(VerdictState.Breached, _clock.For(60, Clockwork.Good, deploying: true));
    }

    [Fact]
    public void Since_SameWord_DoesNotMove()
    {
        _clock.For(3, Clockwork.Good);
        Assert.Equal(Some.At(0), _clock.Machine.Since);

        _clock.For(3, Clockwork.Bad);
        Assert.Equal(Some.At(3), _clock.Machine.Since);
    }
}
