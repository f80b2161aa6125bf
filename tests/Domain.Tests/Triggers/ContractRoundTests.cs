using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Tests.Triggers;

public sealed class ContractRoundTests
{
    private readonly ContractRound _round = new(within: Some.Seconds(20));

    [Fact]
    public void Add_SamePathAgain_ReplacesTheAnswer()
    {
        Add(0, Fault.Refused);
        Add(1, Fault.None);

        Assert.Equal((1, 0), (_round.Calls, _round.Failed));
    }

    [Fact]
    public void Add_OlderThanTheNewest_ChangesNothing()
    {
        Add(5, Fault.None);
        Add(1, Fault.Refused, arrived: 6);

        Assert.Equal((1, 0), (_round.Calls, _round.Failed));
    }

    [Theory]
    [InlineData(19.75, 2)]
    [InlineData(20, 1)]
    [InlineData(20.25, 1)]
    [InlineData(20.5, 0)]
    public void Advance_AnswersThatAreNotFresh_LeaveAtOnce(double second, int calls)
    {
        Add(0, Fault.None);
        Add(0.5, Fault.Refused, path: "/api/jobs");

        _round.Advance(Some.At(second));

        Assert.Equal((calls, Math.Min(calls, 1)), (_round.Calls, _round.Failed));
    }

    [Fact]
    public void Add_SameCallTwice_IsTheFirstAnswer()
    {
        Add(1, Fault.None);
        Add(1, Fault.Refused);

        Assert.Equal((1, 0), (_round.Calls, _round.Failed));
    }

    [Fact]
    public void Add_AfterTheKnownAnswerWentStale_CountsOnce()
    {
        Add(0, Fault.Refused);
        Add(25, Fault.None);

        Assert.Equal((1, 0), (_round.Calls, _round.Failed));
    }

    [Fact]
    public void Clear_SamePathAgain_CountsAnew()
    {
        Add(0, Fault.Refused);
        _round.Clear();
        Assert.Equal((0, 0), (_round.Calls, _round.Failed));
        Add(1, Fault.None);

        Assert.Equal((1, 0), (_round.Calls, _round.Failed));
    }

    private void Add(double at, Fault fault, string path = "/api/flags", double? arrived = null) =>
        _round.Add(new(Some.At(at), "api-1", path, fault, 0, 900), Some.At(arrived ?? at));
}
