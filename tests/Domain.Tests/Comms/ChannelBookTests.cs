using Mcpx.Domain.Comms;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Silences;

namespace Mcpx.Domain.Tests.Comms;

/// <summary>How far a channel was told, as the journal says it after any restart.</summary>
public sealed class ChannelBookTests
{
    [Fact]
    public void IsBehind_NewsThatNobodyWasToldOf_UntilTold()
    {
        var news = ChannelBook.Empty.Evolve(Some.Entry(new IncidentWithdrawn("recovered"), version: 3, at: 7));
        var told = news.Evolve(Some.Entry(Sent("#release", about: 3), version: 4));

        Assert.Equal((3, Some.At(7)), (news.NewsThrough, news.NewsAt));
        Assert.True(news.IsBehind("#release", isOpen: true, Some.At(100)));
        Assert.False(told.IsBehind("#release", isOpen: true, Some.At(100)));
        Assert.True(told.IsBehind("#incident", isOpen: true, Some.At(100)));
    }

    [Fact]
    public void IsBehind_OverBeforeAnybodyWasToldAnything_IsNot()
    {
        var old = ChannelBook.Empty.Evolve(Some.Entry(new IncidentWithdrawn("recovered"), version: 3));

        Assert.False(old.IsBehind("#release", isOpen: false, Some.At(100)));
        Assert.True(old.IsBehind("#release", isOpen: false, Some.Start));
        Assert.True(
            old.Evolve(Some.Entry(Sent("#incident", about: 2), version: 4))
                .IsBehind("#release", isOpen: false, Some.At(100))
        );
    }

    [Fact]
    public void Evolve_FailedMutedOrOfAStep_CountsAsItShould()
    {
        var book = ChannelBook
            .Empty.Evolve(Some.Entry(Sent("#release", about: null), version: 2))
            .Evolve(Some.Entry(Sent("#failed", about: 5, fault: "no"), version: 6))
            .Evolve(Some.Entry(new MessageMuted("proposed", "#muted", "t", "SIL-0001", "r") { About = 5 }, version: 7))
            .Evolve(Some.Entry(Sent("#failed", about: 4), version: 8));

        Assert.Equal([("#failed", 5), ("#muted", 5)], book.Through.Select(pair => (pair.Key, pair.Value)));
    }

    [Fact]
    public void Evolve_Threads_TheFirstThatArrivedLeads()
    {
        var book = ChannelBook
            .Empty.Evolve(Some.Entry(Sent("#release", about: 1, fault: "no", ts: "0.1"), version: 2))
            .Evolve(Some.Entry(Sent("#release", about: 2, ts: "1.1"), version: 3))
            .Evolve(Some.Entry(Sent("#release", about: 3, ts: "2.2"), version: 4));

        Assert.Equal("1.1", book.Threads["#release"]);
    }

    private static MessageSent Sent(string channel, int? about, string? fault = null, string? ts = null) =>
        new(MessageKinds.Step, channel, "text", fault) { About = about, Ts = ts };
}
