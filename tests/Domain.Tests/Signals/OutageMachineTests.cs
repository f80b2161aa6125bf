using CsCheck;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Tests.Signals;

public sealed class OutageMachineTests
{
    [Theory]
    [InlineData("", null)]
    [InlineData("ff", null)]
    [InlineData("fff", 0)]
    [InlineData("gfff", 1)]
    [InlineData("ffgff", null)]
    [InlineData("ffgfff", 3)]
    [InlineData("fffffff", 0)]
    [InlineData("fffg", 0)]
    [InlineData("fffgf", 0)]
    [InlineData("fffgfgf", 0)]
    [InlineData("fffgg", null)]
    [InlineData("fffggfff", 5)]
    [InlineData("fgfgfgfg", null)]
    public void Add_Probes_OpenAtThreeAndCloseAtTwo(string probes, int? openSince)
    {
        var machine = Fed(probes);

        Assert.Equal(openSince is { } at ? Some.At(at) : null, machine.OpenSince);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("f", true)]
    [InlineData("fg", true)]
    [InlineData("fgf", true)]
    [InlineData("fgg", false)]
    [InlineData("fff", false)]
    [InlineData("gf", false)]
    public void Undecided_FirstProbesAfterAStart_SaysWhetherAnOutageMayGoOn(string probes, bool undecided) =>
        Assert.Equal(undecided, Fed(probes).Undecided);

    [Fact]
    public void Clear_OpenOutage_ForgetsIt()
    {
        var machine = Fed("ffff");

        machine.Clear();
        machine.Add(Some.At(10), failed: true);

        Assert.Null(machine.OpenSince);
        Assert.False(machine.Settled);
    }

    [Fact]
    public void Add_AnyProbes_IsOpenExactlyBetweenThreeBadAndTwoGood() =>
        Gen
            .Bool.List[0, 40]
            .Sample(probes =>
            {
                var machine = new OutageMachine();
                var open = false;
                for (var i = 0; i < probes.Count; i++)
                {
                    machine.Add(Some.At(i), probes[i]);
                    open =
                        i >= 2 && probes[i] && probes[i - 1] && probes[i - 2]
                        || open && !(i >= 1 && !probes[i] && !probes[i - 1]);
                    Assert.Equal(open, machine.OpenSince is not null);
                    Assert.True(machine.OpenSince is not { } since || since <= Some.At(i - 2));
                }
            });

    private static OutageMachine Fed(string probes)
    {
        var machine = new OutageMachine();
        for (var i = 0; i < probes.Length; i++)
        {
            machine.Add(Some.At(i), probes[i] == 'f');
        }

        return machine;
    }
}
