using Mcpx.Domain.Comms;

namespace Mcpx.Domain.Tests.Comms;

/// <summary>What a button carries must come back as it went.</summary>
public sealed class SlackActionsTests
{
    [Fact]
    public void Parse_WhatWasWritten_IsTheSame()
    {
        var question = new PlanQuestion("INC-0001", new('a', 64));

        Assert.Equal(question, SlackActions.Parse(SlackActions.Value(question)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("INC-0001")]
    [InlineData("INC-0001 ")]
    [InlineData("INC-0001 a b")]
    public void Parse_AnythingElse_IsNothing(string? value) => Assert.Null(SlackActions.Parse(value));

    [Fact]
    public void Parse_Endless_IsNothing() => Assert.Null(SlackActions.Parse($"INC-0001 {new string('a', 500)}"));
}
