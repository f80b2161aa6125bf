using Mcpx.Domain.Live;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Tests.Live;

public sealed class LivePictureTests
{
    private static readonly LiveInstance Api1 = new("api-1", Component.Api, "v1", Some.Start);
    private static readonly LiveInstance Api2 = new("api-2", Component.Api, "v1", Some.Start);

    [Fact]
    public void With_Change_ReplacesWhatChangedAndKeepsTheRest()
    {
        var first = Picture(0, [Some.Verdict(), Some.Verdict(instance: "api-2")], [Api1, Api2]);
        var second = Picture(
            1,
            [Some.Verdict(), Some.Verdict(instance: "api-2", state: VerdictState.Recovering)],
            [Api1, Api2 with { Tag = "v2" }]
        );

        var change = second.Since(first);
        var merged = first.With(change);

        Assert.Equal("api-2", Assert.Single(change.Verdicts).Instance);
        Assert.Equal("v2", Assert.Single(change.Instances).Tag);
        Assert.Equal(second.Verdicts, merged.Verdicts);
        Assert.Equal(second.Instances, merged.Instances);
        Assert.Equal(second.EvaluatedAt, merged.EvaluatedAt);
    }

    [Fact]
    public void With_NewSeries_IsAdded() =>
        Assert.Equal(2, Picture(0, [], [Api1]).With(Picture(1, [], [Api2])).Instances.Count);

    [Fact]
    public void With_ChangeOfTheFirst_ReplacesIt() =>
        Assert.Equal(
            [Api1 with { Tag = "v2" }, Api2],
            Picture(0, [], [Api1, Api2]).With(Picture(1, [], [Api1 with { Tag = "v2" }])).Instances
        );

    private static LivePicture Picture(
        double second,
        IReadOnlyList<Verdict> verdicts,
        IReadOnlyList<LiveInstance> instances
    ) => new("Prod", Some.At(second), Position: 1, verdicts, instances);
}
