using Mcpx.Domain.Incidents;

namespace Mcpx.Domain.Tests.Incidents;

/// <summary>Roles in an incident: taken and handed over, each time said from whom to whom.</summary>
public sealed class RoleTests
{
    private static readonly Actor Sre = new("sam", Role.Sre);

    [Fact]
    public void Take_NobodyHasIt_IsTheirsFromThen()
    {
        var story = Story.Opened();

        Assert.Equal([new RoleTaken(IncidentRole.IncidentCommander, From: null)], Take(story, Some.Ic).Events);

        var holder = story.State!.Roles[IncidentRole.IncidentCommander];
        Assert.Equal((Some.Ic.Name, null, false), (holder.Name, holder.From, holder.Given));
        Assert.Equal(Decided.Already, Take(story, Some.Ic));
        Assert.Equal("Incident Commander taken", TimelineWords.Of(story.Entries)[^1].Text);
    }

    [Fact]
    public void Take_FromAnother_MustSayFromWhom()
    {
        var story = Story.Opened();
        Take(story, Some.Ic);

        var blind = Take(story, Some.Deputy);
        var stale = Take(story, Some.Deputy, from: "zoe");
        var knowing = Take(story, Some.Deputy, from: Some.Ic.Name);

        Assert.Equal(RefusalKind.NotNow, blind.Refusal!.Kind);
        Assert.Contains(
            $"{Some.Ic.Name} is Incident Commander of INC-0001 since",
            stale.Refusal!.Text,
            StringComparison.Ordinal
        );
        Assert.Null(knowing.Refusal);
        Assert.Equal(Some.Deputy.Name, story.State!.Roles[IncidentRole.IncidentCommander].Name);
        Assert.Equal($"Incident Commander taken from {Some.Ic.Name}", TimelineWords.Of(story.Entries)[^1].Text);
    }

    [Fact]
    public void Take_FromSomebodyWhoHasItNot_IsRefused() =>
        Assert.Equal(
            "Nobody is Incident Commander of INC-0001, so it cannot be taken from zoe.",
            Take(Story.Opened(), Some.Ic, from: "zoe").Refusal!.Text
        );

    [Theory]
    [InlineData(Role.IncidentCommander, IncidentRole.IncidentCommander, true)]
    [InlineData(Role.Deputy, IncidentRole.IncidentCommander, true)]
    [InlineData(Role.DecisionOwner, IncidentRole.IncidentCommander, true)]
    [InlineData(Role.Sre, IncidentRole.IncidentCommander, false)]
    [InlineData(Role.Admin, IncidentRole.IncidentCommander, false)]
    [InlineData(Role.Sre, IncidentRole.Deputy, true)]
    [InlineData(Role.Sre, IncidentRole.Scribe, true)]
    [InlineData(Role.Admin, IncidentRole.Scribe, true)]
    [InlineData(Role.Auditor, IncidentRole.Scribe, false)]
    [InlineData(Role.Viewer, IncidentRole.Scribe, false)]
    [InlineData(Role.Deployer, IncidentRole.Scribe, false)]
    [InlineData(Role.Watchdog, IncidentRole.IncidentCommander, false)]
    [InlineData(Role.Watchdog, IncidentRole.Scribe, false)]
    public void Take_ByRole_IsAcceptedOrRefused(Role role, IncidentRole wanted, bool accepted)
    {
        var decided = Story.Opened().Try(new IncidentCommand.TakeRole(wanted), new("x", role));

        Assert.Equal(accepted ? null : RefusalKind.Role, decided.Refusal?.Kind);
        Assert.Equal(accepted, RoleDecision.MayTake(wanted, new("x", role)) is null);
    }

    [Fact]
    public void HandOver_ByWhoHasIt_IsTheOthers()
    {
        var story = Story.Opened();
        story.Try(new IncidentCommand.TakeRole(IncidentRole.Scribe), Sre);

        var decided = story.Try(new IncidentCommand.HandOverRole(IncidentRole.Scribe, "  zoe "), Sre);

        Assert.Equal([new RoleHandedOver(IncidentRole.Scribe, "zoe")], decided.Events);
        var holder = story.State!.Roles[IncidentRole.Scribe];
        Assert.Equal(("zoe", Sre.Name, true), (holder.Name, holder.From, holder.Given));
        Assert.Equal("Scribe handed over to zoe", TimelineWords.Of(story.Entries)[^1].Text);
    }

    [Fact]
    public void HandOver_ByAnother_IsRefusedWithWhoHasIt()
    {
        var story = Story.Opened();
        var nobodys = story.Try(new IncidentCommand.HandOverRole(IncidentRole.Scribe, "zoe"), Some.Ic);
        story.Try(new IncidentCommand.TakeRole(IncidentRole.Scribe), Sre);
        var others = story.Try(new IncidentCommand.HandOverRole(IncidentRole.Scribe, "zoe"), Some.Ic);

        Assert.Equal("Nobody is Scribe of INC-0001; only who is hands it over.", nobodys.Refusal!.Text);
        Assert.Equal(
            (RefusalKind.Role, "sam is Scribe of INC-0001; only who is hands it over."),
            (others.Refusal!.Kind, others.Refusal.Text)
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData(null)]
    public void HandOver_ToNobody_IsRefused(string? to) =>
        Assert.Equal(RefusalKind.Invalid, HandOver(to).Refusal!.Kind);

    [Theory]
    [InlineData(200, true)]
    [InlineData(201, false)]
    public void HandOver_ToAName_OfUpTo200Characters(int length, bool accepted) =>
        Assert.Equal(accepted, HandOver(new('n', length)).Refusal is null);

    [Fact]
    public void HandOver_ToOneself_ChangesNothing() => Assert.Equal(Decided.Already, HandOver(Sre.Name));

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    public void TakeAndHandOver_OfNoRole_AreRefused(int role)
    {
        var (take, give) = (
            Story.Opened().Try(new IncidentCommand.TakeRole((IncidentRole)role), Some.Ic),
            Story.Opened().Try(new IncidentCommand.HandOverRole((IncidentRole)role, "zoe"), Some.Ic)
        );

        Assert.Equal(
            (RefusalKind.Invalid, $"role = {role}: must be IncidentCommander, Deputy, Scribe."),
            (take.Refusal!.Kind, take.Refusal.Text)
        );
        Assert.Equal(take.Refusal, give.Refusal);
    }

    private static Decided HandOver(string? to)
    {
        var story = Story.Opened();
        story.Try(new IncidentCommand.TakeRole(IncidentRole.Scribe), Sre);
        return story.Try(new IncidentCommand.HandOverRole(IncidentRole.Scribe, to), Sre);
    }

    private static Decided Take(Story story, Actor by, string? from = null) =>
        story.Try(new IncidentCommand.TakeRole(IncidentRole.IncidentCommander, from), by);
}
