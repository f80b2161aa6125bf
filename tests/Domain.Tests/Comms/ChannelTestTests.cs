using Mcpx.Domain.Comms;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;

namespace Mcpx.Domain.Tests.Comms;

/// <summary>Test messages to the channels: who may ask, how often, and what became of one.</summary>
public sealed class ChannelTestTests
{
    private static readonly JournalState Configured = Fold(
        JournalState.Empty,
        Streams.Node,
        1,
        new ConfigurationApplied(new() { Slack = new() { WebhookVariable = "SLACK" } }, []),
        at: 0
    );

    [Fact]
    public void Ask_WithAWebhook_IsAWishForTheWatchdog()
    {
        var decided = ChannelTest.Ask(Configured, Some.Ic, Some.At(10));

        Assert.Equal([new ChannelTestAsked("TEST-0001")], decided.Events);
        var test = Asked().ChannelTest;
        Assert.Equal(("TEST-0001", Some.Ic, Some.At(10), null), (test.Id, test.By, test.AskedAt, test.HeldAt));
        Assert.Contains($"asked for by {Some.Ic.Name}", ChannelTest.Text(test.By), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Role.Viewer, false)]
    [InlineData(Role.Auditor, false)]
    [InlineData(Role.Deployer, false)]
    [InlineData(Role.Sre, true)]
    [InlineData(Role.Admin, true)]
    [InlineData(Role.DecisionOwner, true)]
    public void Ask_ByRole_IsAcceptedOrRefused(Role role, bool accepted) =>
        Assert.Equal(
            accepted ? null : RefusalKind.Role,
            ChannelTest.Ask(Configured, new("x", role), Some.At(10)).Refusal?.Kind
        );

    [Fact]
    public void Ask_WithoutAWebhookOrConfiguration_IsRefused()
    {
        var bare = Fold(JournalState.Empty, Streams.Node, 1, new ConfigurationApplied(new(), []), at: 0);

        Assert.Contains(
            "Watchdog:Slack",
            ChannelTest.Ask(bare, Some.Ic, Some.At(10)).Refusal!.Text,
            StringComparison.Ordinal
        );
        Assert.Equal(RefusalKind.NotNow, ChannelTest.Ask(JournalState.Empty, Some.Ic, Some.At(10)).Refusal!.Kind);
    }

    [Theory]
    [InlineData(11, "asked for one already")]
    [InlineData(129, "asked for one already")]
    [InlineData(130, null)]
    public void Ask_WhileOneWaits_IsRefusedUntilNobodyHeardIt(int second, string? says)
    {
        var refusal = ChannelTest.Ask(Asked(), Some.Deputy, Some.At(second)).Refusal;

        Assert.Equal(says is null, refusal is null);
        Assert.Contains(says ?? "", refusal?.Text ?? "", StringComparison.Ordinal);
        var test = Asked().ChannelTest;
        Assert.Equal(
            (says is not null, says is null),
            (test.IsWaiting(Some.At(second)), test.IsUnheard(Some.At(second)))
        );
    }

    [Theory]
    [InlineData(39, false)]
    [InlineData(40, true)]
    public void Ask_AfterOne_HalfAMinuteLater(int second, bool accepted)
    {
        var decided = ChannelTest.Ask(Held(), Some.Deputy, Some.At(second));

        Assert.Equal(accepted ? null : RefusalKind.NotNow, decided.Refusal?.Kind);
        Assert.Equal(accepted ? [new ChannelTestAsked("TEST-0003")] : [], decided.Events);
    }

    [Fact]
    public void Evolve_Held_HasItsAnswersAndWaitsNoMore()
    {
        var test = Held().ChannelTest;

        Assert.Equal([new ChannelAnswer("#release", "the webhook answered 500")], test.Answers);
        Assert.Equal(Some.At(12), test.HeldAt);
        Assert.False(test.IsWaiting(Some.At(13)));
        Assert.False(test.IsUnheard(Some.At(900)));
    }

    [Fact]
    public void Evolve_AnswersOfAnother_AreNotIts()
    {
        var state = Fold(Asked(), Streams.Channels, 2, new ChannelTestHeld("TEST-0000", []), at: 12);

        Assert.Equal((2, null), (state.ChannelTest.Version, state.ChannelTest.HeldAt));
    }

    private static JournalState Asked() =>
        Fold(Configured, Streams.Channels, 1, new ChannelTestAsked("TEST-0001"), at: 10);

    private static JournalState Held() =>
        Fold(
            Asked(),
            Streams.Channels,
            2,
            new ChannelTestHeld("TEST-0001", [new("#release", "the webhook answered 500")]),
            at: 12
        );

    private static JournalState Fold(JournalState state, string stream, int version, IEvent happened, double at) =>
        state.Evolve(new(state.Position + 1, stream, version, Some.At(at), Some.Ic, happened));
}
