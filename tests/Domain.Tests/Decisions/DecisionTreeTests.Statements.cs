using Mcpx.Domain.Decisions;
using Mcpx.Domain.Incidents;

namespace Mcpx.Domain.Tests.Decisions;

/// <summary>The statements of section 7, where people have to write a key back.</summary>
public sealed partial class DecisionTreeTests
{
    [Theory]
    [InlineData("1", "1")]
    [InlineData("true", "1")]
    [InlineData("On", "1")]
    [InlineData("0", "0")]
    [InlineData("False", "0")]
    [InlineData("off", "0")]
    [InlineData("maybe", "{0 or 1}")]
    public void Decide_FlagForPeople_WritesTheBitOrLeavesItToThem(string value, string bit) =>
        Assert.Contains(
            $"@IsEnabled = {bit}, ",
            Statement(ChangeKind.Flag, "NewSignIn", value),
            StringComparison.Ordinal
        );

    [Fact]
    public void Decide_KeyForPeople_LeavesItsTypeAndTagsToWhoeverLooks()
    {
        var statement = Statement(ChangeKind.Config, "Jobs:TimeoutSeconds", "5");

        Assert.Contains("@ValueType = N'{its type, as it is}', ", statement, StringComparison.Ordinal);
        Assert.Contains("@Tags = N'{its tags, as they are}', ", statement, StringComparison.Ordinal);
    }

    private string Statement(ChangeKind kind, string key, string value) =>
        Fact(
            DecisionTree.Decide(
                Facts([_apiBreach, SseBreach], [Changed(kind, key, before: value, after: "x")]) with
                {
                    CanRevert = false,
                }
            ),
            "Can it be written back? No"
        );
}
