using Mcpx.Domain.Incidents;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Tests.Incidents;

public sealed class TicketingTests
{
    private const string Address = "https://tickets.example/OPS-7";

    [Theory]
    [InlineData(Role.Sre, true)]
    [InlineData(Role.Admin, true)]
    [InlineData(Role.Deputy, true)]
    [InlineData(Role.IncidentCommander, true)]
    [InlineData(Role.DecisionOwner, true)]
    [InlineData(Role.Viewer, false)]
    [InlineData(Role.Auditor, false)]
    [InlineData(Role.Deployer, false)]
    public void Link_ByRole_IsTakenOrRefused(Role role, bool taken) =>
        Assert.Equal(
            taken,
            Story.Opened().Try(new IncidentCommand.LinkTicket(Address), new("zoe", role)).Refusal is null
        );

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("OPS-7")]
    [InlineData("javascript:alert(1)")]
    [InlineData("ftp://tickets.example/7")]
    [InlineData("https://user:word@tickets.example/7")]
    [InlineData("https://tickets.example/?access_token=ghp_0123456789abcdefghijABCDEFGHIJ012345")]
    public void Link_NoAddress_IsInvalid(string? address) =>
        Assert.Equal(
            RefusalKind.Invalid,
            Story.Opened().Try(new IncidentCommand.LinkTicket(address), Some.Ic).Refusal!.Kind
        );

    [Fact]
    public void Link_SameAgain_ChangesNothingAndAnotherReplacesIt()
    {
        var story = Story.Opened().Then(new IncidentCommand.LinkTicket(Address), Some.Ic);
        Assert.Equal(Decided.Already, story.Try(new IncidentCommand.LinkTicket($" {Address} "), Some.Ic));

        story.Then(new IncidentCommand.LinkTicket("https://tickets.example/OPS-8"), Some.Deputy);

        Assert.Equal(
            ("https://tickets.example/OPS-8", Some.Deputy),
            (story.State!.Ticket!.Address, story.State.Ticket.By)
        );
    }

    [Fact]
    public void Next_ProposedAndUnlinked_IsATicketAndOnlyThen()
    {
        Assert.Null(Ticketing.Next(Story.Opened().State!));
        Assert.Equal(TicketStage.Opened, Ticketing.Next(new Story().Proposed().State!));
        Assert.Null(
            Ticketing.Next(new Story().Proposed().Then(new IncidentCommand.LinkTicket(Address), Some.Ic).State!)
        );
        Assert.Null(
            Ticketing.Next(new Story().Stabilising().Then(new IncidentCommand.Close("stable"), Some.Ic).State!)
        );
    }

    [Fact]
    public void Next_TicketOfOurs_IsToldOnceThatItIsRestoredAndOver()
    {
        var ticket = new IncidentTicket(Address, "7", Actor.Watchdog, Some.At(0));
        var story = new Story().Stabilising();
        var restored = story.State! with { Ticket = ticket };
        Assert.Equal(TicketStage.Restored, Ticketing.Next(restored));
        Assert.Null(Ticketing.Next(restored with { TicketTold = [TicketStage.Restored] }));

        var closed = story.Then(new IncidentCommand.Close("stable"), Some.Ic).State! with
        {
            Ticket = ticket,
            TicketTold = [TicketStage.Restored],
        };
        Assert.Equal(TicketStage.Closed, Ticketing.Next(closed));
        Assert.Null(Ticketing.Next(closed with { TicketTold = [TicketStage.Restored, TicketStage.Closed] }));
    }

    [Fact]
    public void Next_SecondRunRestores_IsToldToo()
    {
        var story = new Story(version =>
            version == 1 ? Some.Revert(version) : Some.Plan(version: version)
        ).Stabilising();
        story.Happened(new TicketLinked(Address, "7")).Happened(new TicketTold(TicketStage.Restored, Fault: null));
        Assert.Null(Ticketing.Next(story.State!));

        story.Then(story.Proposal).Then(new IncidentCommand.Approve(story.Hash), Some.Ic);
        story.Then(new IncidentCommand.StartRun()).RunSteps().Then(new IncidentCommand.FinishRun());

        Assert.Equal(TicketStage.Restored, Ticketing.Next(story.State!));
    }

    [Fact]
    public void Next_ToldThatItIsOver_IsNothing()
    {
        // What an older version told once only is not told late.
        var story = new Story().Stabilising().Then(new IncidentCommand.Close("stable"), Some.Ic);

        Assert.Null(
            Ticketing.Next(
                story.State! with
                {
                    Ticket = new(Address, "7", Actor.Watchdog, Some.At(0)),
                    TicketTold = [TicketStage.Closed],
                }
            )
        );
    }

    [Fact]
    public void Words_OfALeak_DoNotSayWhatLeakedWhere()
    {
        var story = new Story().Then(
            new IncidentCommand.Open(
                "INC-0001",
                "Prod",
                Some.Verdict(TriggerNames.Security, sentence: "key in main.js")
            )
        );
        var text = string.Join(
            ' ',
            TicketWords.Opened(story.State!, "http://page").Prepend(TicketWords.Title(story.State!))
        );

        Assert.Contains("INC-0001 Prod: a security incident", text, StringComparison.Ordinal);
        Assert.DoesNotContain("main.js", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Words_Restored_SayWhatWasDoneAndHowLongItTook()
    {
        var story = new Story().Stabilising();

        var text = TicketWords.Comment(story.State!, TicketStage.Restored, "http://page");

        Assert.Contains("after it was declared: Api from v1.8.2 to v1.8.1.", text[0], StringComparison.Ordinal);
        Assert.Contains("http://page", text[1], StringComparison.Ordinal);
    }
}
