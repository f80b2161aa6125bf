using CsCheck;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Tests.Triggers;

public sealed class VerdictMachinePropertyTests
{
    private static readonly Reading[] Readings =
    [
        Clockwork.Good,
        Clockwork.Bad,
        Clockwork.Bad,
        Clockwork.Bad,
        Clockwork.NoData,
        Clockwork.TooFew,
        Clockwork.Blind,
    ];

    private static readonly Gen<(Reading Reading, int Passed, bool Deploying)[]> Ticks = Gen.Select(
        Gen.Int[0, Readings.Length - 1],
        Gen.Int[0, 6],
        Gen.Int[0, 19],
        (reading, passed, deploying) => (Readings[reading], passed, deploying == 0)
    ).Array[0, 60];

    private static readonly Gen<Hold> Holds = Gen.Select(
        Gen.Int[0, 12],
        Gen.Bool,
        Gen.Int[0, 8],
        (holdFor, longer, recover) => new Hold(Some.Seconds(holdFor), longer, Some.Seconds(recover))
    );

    [Fact]
    public void Step_MissingData_NeverBreachesAndNeverResolves() =>
        Walk(
            (before, machine, tick) =>
            {
                if (tick.Reading.Measured == Measured.Yes)
                {
                    return;
                }

                Assert.Equal(before.Broken, machine.State is VerdictState.Breached);
                Assert.Equal(before.Broken, machine.BreachedAt is not null);
                Assert.NotEqual(VerdictState.Healthy, machine.State);
            }
        );

    [Fact]
    public void Step_Breach_BeginsOnlyAtABadReadingAndEndsOnlyAtAGoodOne() =>
        Walk(
            (before, machine, tick) =>
            {
                var broken = machine.BreachedAt is not null;
                Assert.False(broken && !before.Broken && (!tick.Reading.Bad || tick.Deploying));
                Assert.False(!broken && before.Broken && (tick.Reading.Bad || tick.Reading.Measured != Measured.Yes));
                Assert.Equal(broken, machine.State is VerdictState.Breached or VerdictState.Recovering);
            }
        );

    [Fact]
    public void Held_Always_IsWithinTheTimeSinceTheOnset() =>
        Walk(
            (_, machine, tick) =>
            {
                Assert.InRange(machine.Held, TimeSpan.Zero, machine.Onset is { } at ? tick.Now - at : TimeSpan.Zero);
                Assert.True(machine.Since <= tick.Now);
            }
        );

    [Fact]
    public void Step_SameInput_GivesTheSameOutput() =>
        Gen.Select(Holds, Ticks).Sample((hold, ticks) => Assert.Equal(Run(hold, ticks), Run(hold, ticks)), iter: 300);

    private static void Walk(
        Action<
            (bool Broken, VerdictState State),
            VerdictMachine,
            (Reading Reading, DateTimeOffset Now, bool Deploying)
        > check
    ) =>
        Gen.Select(Holds, Ticks)
            .Sample(
                (hold, ticks) =>
                {
                    var machine = new VerdictMachine(hold);
                    var now = Some.Start;
                    foreach (var (reading, passed, deploying) in ticks)
                    {
                        now += Some.Seconds(passed);
                        var before = (machine.BreachedAt is not null, machine.State);
                        machine.Step(reading, now, deploying);
                        check(before, machine, (reading, now, deploying));
                    }
                },
                iter: 2_000
            );

    private static List<(VerdictState, DateTimeOffset, TimeSpan, DateTimeOffset?)> Run(
        Hold hold,
        (Reading Reading, int Passed, bool Deploying)[] ticks
    )
    {
        var machine = new VerdictMachine(hold);
        var now = Some.Start;
        return
        [
            .. ticks.Select(tick =>
            {
                now += Some.Seconds(tick.Passed);
                return (machine.Step(tick.Reading, now, tick.Deploying), machine.Since, machine.Held, machine.Onset);
            }),
        ];
    }
}
