using Mcpx.Domain.Incidents;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Commands;
using Mcpx.Watchdog.Commands.Rollback;

namespace Mcpx.Watchdog.Tests.Commands;

/// <summary>What the command makes of the incident it asked for; whoever runs it is another process.</summary>
public sealed class RunFollowerTests : IDisposable
{
    private readonly Rig _rig = new();
    private readonly StringWriter _said = new();

    public RunFollowerTests()
    {
        _rig.Deployed();
        _rig.Look(Rig.Breach());
    }

    private Incident Incident => _rig.Incident;

    [Fact]
    public async Task Follow_HashTypedAtTheTerminal_ApprovesThatPlan()
    {
        var ending = await FollowAsync(Consented(), typed: Incident.Proposal!.PlanHash[..16]);

        Assert.Equal(ExitCodes.Ok, ending.Code);
        Assert.Equal(IncidentStatus.Approved, Incident.Status);
        Assert.Contains(Incident.Proposal.PlanHash, _said.ToString(), StringComparison.Ordinal);
        Assert.Contains("Rollback approved", _said.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("y")]
    [InlineData("")]
    [InlineData("0000 0000 0000 0000")]
    public async Task Follow_AnythingElseTyped_ApprovesNothing(string typed)
    {
        var ending = await FollowAsync(Consented(), typed);

        Assert.Equal(ExitCodes.Failed, ending.Code);
        Assert.EndsWith("Nothing was approved.", ending.Sentence, StringComparison.Ordinal);
        Assert.Equal(IncidentStatus.Proposed, Incident.Status);
    }

    [Fact]
    public async Task Follow_NamedPlanThatIsNoLongerTheOne_ApprovesNothing()
    {
        var ending = await FollowAsync(Consented(new string('a', 64)));

        Assert.Equal(ExitCodes.Failed, ending.Code);
        Assert.Equal(IncidentStatus.Proposed, Incident.Status);
    }

    [Fact]
    public async Task Follow_RoleThatMayNot_IsRefusedByTheSameDecision()
    {
        var ending = await FollowAsync(Consented(Incident.Proposal!.PlanHash), by: new("sam", Role.Sre));

        Assert.Equal(ExitCodes.Failed, ending.Code);
        Assert.StartsWith("Not approved: SRE may not approve.", ending.Sentence, StringComparison.Ordinal);
        Assert.Empty(Incident.Approvals);
    }

    [Fact]
    public async Task Follow_WhoCausedIt_NeedsToBreakTheGlass()
    {
        var hash = Incident.Proposal!.PlanHash;
        Actor by = new("pipeline", Role.IncidentCommander);

        var refused = await FollowAsync(Consented(hash), by: by);
        Assert.Contains("cannot approve alone", refused.Sentence, StringComparison.Ordinal);

        var request = Request with { Consent = new(hash, "nobody answers the phone") };
        Assert.Equal(ExitCodes.Ok, (await FollowAsync(request, by: by)).Code);
        Assert.Single(Incident.ReviewsOwed);
    }

    [Fact]
    public async Task Follow_NobodyApproves_SaysWhatIsMissing()
    {
        var ending = await FollowAsync(Request);

        Assert.Equal(ExitCodes.Failed, ending.Code);
        Assert.Contains(
            "0 of 1 given, by Incident Commander or Deputy or Decision Owner, at http://127.0.0.1:5080/incidents/INC-0001",
            ending.Sentence,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Follow_AnotherPlanStands_IsNotTakenForTheOneAskedFor()
    {
        var ending = await FollowAsync(Request with { Tag = "v1.7.0" });

        Assert.Equal(ExitCodes.Failed, ending.Code);
        Assert.EndsWith("not what was asked for.", ending.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Follow_StepFails_EndsWithWhereItStands()
    {
        _rig.Approve(Incident);
        Do(new IncidentCommand.StartRun());
        Do(new IncidentCommand.StartStep(1));
        Do(new IncidentCommand.Fail(1, "Slack is gone.", [], Unknown: false));

        var ending = await FollowAsync(Request with { Wait = true });

        Assert.Equal(ExitCodes.Failed, ending.Code);
        Assert.Contains("stands at step 1", ending.Sentence, StringComparison.Ordinal);
        Assert.Contains("Slack is gone.", ending.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(IncidentStatus.Rejected, "a person decided against it")]
    [InlineData(IncidentStatus.Aborted, "a person ended the rollback")]
    public async Task Follow_PersonsNo_EndsBadly(IncidentStatus status, string said)
    {
        if (status == IncidentStatus.Aborted)
        {
            _rig.Approve(Incident);
            Do(new IncidentCommand.Abort("it is the network"), Some.Ic);
        }
        else
        {
            Do(new IncidentCommand.Reject("it is the network"), Some.Ic);
        }

        var ending = await FollowAsync(Request with { Wait = true });

        Assert.Equal(ExitCodes.Failed, ending.Code);
        Assert.Contains(said.Replace(" it", "", StringComparison.Ordinal), ending.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_AskedForAnotherReleaseWhileStabilising_IsNotTakenForRestored()
    {
        var stabilising = Incident with { Status = IncidentStatus.Stabilising, StableAt = Some.Start };
        RollbackWish wish = new(Component.Api, "v1.7.0", "worse", Some.Ic, Some.Start);

        Assert.Equal(ExitCodes.Ok, Ending.Of(stabilising, wait: true)!.Code);
        Assert.Null(Ending.Of(stabilising with { Wish = wish }, wait: true));
        var advised = stabilising with { Wish = wish, Advice = new("Not ready for rollback.", []) };
        Assert.Equal(ExitCodes.Failed, Ending.Of(advised, wait: true)!.Code);
    }

    public void Dispose()
    {
        _said.Dispose();
        _rig.Dispose();
    }

    private static RollbackRequest Request => new("Prod", Component.Api, "jobs stand still");

    private static RollbackRequest Consented(string? hash = null) => Request with { Consent = new(hash, null) };

    private void Do(IncidentCommand command, Actor? by = null) =>
        Assert.Null(_rig.Incidents.Execute(Incident.Id, command, by ?? Actor.Watchdog).Refusal);

    private async Task<Ending> FollowAsync(RollbackRequest request, string? typed = null, Actor? by = null)
    {
        var follower = new RunFollower(
            request,
            new(_said, TextWriter.Null, typed is null ? null : new StringReader(typed)),
            _rig.Options,
            _rig.Incidents,
            new(_rig.Store.Journal, Incident.Id, after: 0, _said),
            leads: false
        );
        var expected = Incident.Proposal!.PlanHash;
        return (await follower.FollowAsync(Incident, by ?? Some.Ic, expected, CancellationToken.None))!;
    }
}
