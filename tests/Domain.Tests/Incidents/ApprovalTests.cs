using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;

namespace Mcpx.Domain.Tests.Incidents;

public sealed class ApprovalTests
{
    [Fact]
    public void Approve_ByTheIc_IsSufficient()
    {
        var story = new Story().Approved();

        Assert.Equal(IncidentStatus.Approved, story.State!.Status);
        Assert.Equal(Some.Ic, story.State.Decision!.By);
    }

    [Fact]
    public void Approve_SameAgainByTheSamePerson_IsSoAlready()
    {
        var story = new Story().Approved();

        var decided = story.Try(new IncidentCommand.Approve(story.Hash), Some.Ic);

        Assert.Null(decided.Refusal);
        Assert.Empty(decided.Events);
    }

    [Fact]
    public void Approve_SameAgainAfterTheRunBegan_IsStillSoAlready()
    {
        var story = new Story().Running();

        Assert.Same(Decided.Already, story.Try(new IncidentCommand.Approve(story.Hash), Some.Ic));
    }

    [Fact]
    public void Approve_ByASecondPersonAfterIt_IsRefusedAndNamesTheFirst()
    {
        var story = new Story().Approved();

        var refusal = Refused(story, Some.Deputy, RefusalKind.NotNow);

        Assert.Equal("ada approved this plan already.", refusal.Text);
    }

    [Fact]
    public void Approve_OtherHash_IsAStalePlan()
    {
        var story = new Story().Proposed();

        var decided = story.Try(new IncidentCommand.Approve(new string('0', 64)), Some.Ic);

        Assert.Equal(RefusalKind.StalePlan, decided.Refusal!.Kind);
    }

    [Theory]
    [InlineData(Role.Viewer)]
    [InlineData(Role.Sre)]
    [InlineData(Role.Auditor)]
    [InlineData(Role.Admin)]
    [InlineData(Role.Deployer)]
    [InlineData(Role.Watchdog)]
    public void Approve_WrongRole_IsRefused(Role role) =>
        Refused(new Story().Proposed(), new("eve", role), RefusalKind.Role);

    [Theory]
    [InlineData(Role.IncidentCommander)]
    [InlineData(Role.Deputy)]
    [InlineData(Role.DecisionOwner)]
    public void Approve_RunbooksRoles_AreAccepted(Role role)
    {
        var story = new Story().Proposed();

        Assert.Null(story.Try(new IncidentCommand.Approve(story.Hash), new("eve", role)).Refusal);
    }

    [Fact]
    public void Approve_WhoCausedIt_IsRefusedAlone() =>
        Refused(new Story(causedBy: "ada").Proposed(), Some.Ic, RefusalKind.CausedTheChange);

    [Fact]
    public void Approve_WhoCausedIt_MayBeOneOfTwo()
    {
        var story = new Story(required: 2, causedBy: "ada").Proposed();

        story.Then(new IncidentCommand.Approve(story.Hash), Some.Ic);
        Assert.Equal(IncidentStatus.Proposed, story.State!.Status);
        story.Then(new IncidentCommand.Approve(story.Hash), Some.Deputy);
        Assert.Equal(IncidentStatus.Approved, story.State.Status);
    }

    [Fact]
    public void Approve_TwoNeeded_OnePersonTwiceIsOne()
    {
        var story = new Story(required: 2).Proposed();
        story.Then(new IncidentCommand.Approve(story.Hash), Some.Ic);

        Assert.Same(Decided.Already, story.Try(new IncidentCommand.Approve(story.Hash), Some.Ic));
        Assert.Null(story.State!.Decision);
        Refused(story.Then(new IncidentCommand.Approve(story.Hash), Some.Deputy), Some.Owner, RefusalKind.NotNow);
    }

    /// <summary>At the sign-in, in Slack and at the command line one person may go by different names.</summary>
    [Theory]
    [InlineData("ada@corp.example", "ada", "ada", null)]
    [InlineData("ada", null, "ada@corp.example", "ADA")]
    [InlineData("ada@corp.example", "ada-gh", "ada", "ada-gh")]
    public void Approve_TwoNeeded_OnePersonUnderTwoNamesIsOne(
        string name,
        string? alsoKnownAs,
        string again,
        string? againAlsoKnownAs
    )
    {
        var story = new Story(required: 2).Proposed();
        var approve = new IncidentCommand.Approve(story.Hash);
        story.Then(approve, Named(name, alsoKnownAs));

        Assert.Same(Decided.Already, story.Try(approve, Named(again, againAlsoKnownAs)));
        Assert.Null(story.State!.Decision);
        Assert.Equal(IncidentStatus.Approved, story.Then(approve, Some.Deputy).State!.Status);
    }

    [Fact]
    public void Among_PeopleWhoShareAName_GoesByAllOfTheirs()
    {
        PersonOptions[] people =
        [
            new() { Name = "ada", AlsoKnownAs = ["ada@corp.example", "ada-gh"] },
            new() { Name = "bob", AlsoKnownAs = ["bob-gh"] },
        ];

        var ada = Named("Ada@corp.example", null).Among(people);

        Assert.Equal("Ada@corp.example", ada.Name);
        Assert.Equal(["ada", "ada-gh"], ada.AlsoKnownAs);
        Assert.Equal(["eve-gh"], Named("eve", "eve-gh").Among(people).AlsoKnownAs);
    }

    [Fact]
    public void Approve_AtTheMomentOfExpiry_IsRefused()
    {
        var story = new Story().Proposed();
        var proposal = story.State!.Proposal!;

        Assert.Equal(proposal.ProposedAt + story.Plan.Policy.ProposalValid, proposal.ExpiresAt);
        Assert.Null(IncidentDecision.Permitted(proposal, Some.Ic, proposal.ExpiresAt.AddTicks(-1)));
        Assert.Equal(RefusalKind.Expired, IncidentDecision.Permitted(proposal, Some.Ic, proposal.ExpiresAt)!.Kind);
    }

    [Fact]
    public void StartRun_AfterTheExpiry_IsRefusedAndTheProposalIssuedAnew()
    {
        var story = new Story().Approved().Wait(7_200);

        Assert.Equal(RefusalKind.Expired, story.Try(new IncidentCommand.StartRun(), Actor.Watchdog).Refusal!.Kind);
        story.Then(new IncidentCommand.Expire());
        Assert.Equal(IncidentStatus.Investigating, story.State!.Status);
        Assert.Empty(story.State.Approvals);
    }

    [Fact]
    public void Step_LongAfterTheExpiry_IsNotStoppedByIt() =>
        new Story().Approved().Then(new IncidentCommand.StartRun()).Wait(7_200).Step(1);

    [Fact]
    public void Approve_ExecutionOff_IsRefused() =>
        Refused(new Story(Execution.Off).Proposed(), Some.Ic, RefusalKind.ExecutionOff);

    [Fact]
    public void Approve_DryRun_IsAccepted() =>
        Assert.Equal(IncidentStatus.Approved, new Story(Execution.DryRun).Approved().State!.Status);

    [Fact]
    public void Approve_AfterExpiryWasNoted_NeedsTheNewPlan()
    {
        var story = new Story().Proposed().Wait(3_600).Then(new IncidentCommand.Expire());
        Refused(story, Some.Ic, RefusalKind.NotNow);
        var first = story.Hash;

        story.Then(story.Proposal);
        Assert.Equal(RefusalKind.StalePlan, story.Try(new IncidentCommand.Approve(first), Some.Ic).Refusal!.Kind);
        story.Then(new IncidentCommand.Approve(story.Hash), Some.Ic);
        Assert.Equal(2, story.State!.Plans);
    }

    [Theory]
    [InlineData(Role.Auditor, "seen it", RefusalKind.Role)]
    [InlineData(Role.Viewer, "seen it", RefusalKind.Role)]
    [InlineData(Role.Deployer, "seen it", RefusalKind.Role)]
    [InlineData(Role.Sre, "  ", RefusalKind.ReasonMissing)]
    public void Note_WrongRoleOrEmpty_IsRefused(Role role, string text, RefusalKind expected) =>
        Assert.Equal(
            expected,
            new Story().Proposed().Try(new IncidentCommand.Note(text), new("zoe", role)).Refusal!.Kind
        );

    [Theory]
    [InlineData("")]
    [InlineData("  \t")]
    public void Reject_NoReason_IsRefused(string reason)
    {
        var story = new Story().Proposed();

        Assert.Equal(RefusalKind.ReasonMissing, story.Try(new IncidentCommand.Reject(reason), Some.Ic).Refusal!.Kind);
    }

    [Fact]
    public void Reject_WrongRole_IsRefused() =>
        Assert.Equal(
            RefusalKind.Role,
            new Story().Proposed().Try(new IncidentCommand.Reject("no"), Some.Viewer).Refusal!.Kind
        );

    private static Refusal Refused(Story story, Actor by, RefusalKind kind)
    {
        var decided = story.Try(new IncidentCommand.Approve(story.Hash), by);

        Assert.Empty(decided.Events);
        Assert.Equal(kind, decided.Refusal!.Kind);
        return decided.Refusal;
    }

    private static Actor Named(string name, string? alsoKnownAs) =>
        new(name, Role.IncidentCommander) { AlsoKnownAs = alsoKnownAs is null ? [] : [alsoKnownAs] };
}
