using Bunit;
using Mcpx.Dashboard.Components.Shared;
using Mcpx.Domain.Releases;

namespace Mcpx.Dashboard.Tests.Components;

public sealed class ReadinessTests
{
    [Theory]
    [InlineData(ReadinessWord.Ready, "Ready", "st-healthy")]
    [InlineData(ReadinessWord.NeedsOverride, "Override needed", "st-pending")]
    [InlineData(ReadinessWord.Blocked, "Not ready", "st-breached")]
    public async Task Badge_Word_HasWordColourAndShape(ReadinessWord word, string text, string state)
    {
        await using var ctx = new BunitContext();

        var badge = ctx.Render<ReadinessBadge>(p => p.Add(c => c.Word, word)).Find(".state");

        Assert.Equal(text, badge.TextContent.Trim());
        Assert.Contains(state, badge.ClassList);
        Assert.NotNull(badge.QuerySelector("svg"));
    }

    [Fact]
    public async Task Facts_OfEveryKind_SayWhatTheyAreWithoutTheirColour()
    {
        await using var ctx = new BunitContext();
        QualificationFact[] facts =
        [
            new("digest right", Holds: true, Blocks: true),
            new("wrong schema", Holds: false, Blocks: true),
            new("no bake", Holds: false, Blocks: false) { Gap = TargetGap.Bake },
            new("no evidence", Holds: false, Blocks: false) { Gap = TargetGap.Evidence, Waived = "overridden by cleo" },
            new("no drill yet", Holds: false, Blocks: false),
        ];

        var list = ctx.Render<ReadinessFacts>(p => p.Add(c => c.Facts, facts));

        Assert.Equal(
            [
                "holds: digest right",
                "blocks: wrong schema",
                "missing: no bake",
                "missing, stood in for: no evidence (overridden by cleo)",
                "not known: no drill yet",
            ],
            list.FindAll("li").Select(item => item.TextContent.Trim())
        );
    }
}
