using Mcpx.Domain.Incidents;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Tests.Incidents;

/// <summary>What a person or a pipeline says is wrong, measured or not.</summary>
public sealed class DeclarationTests
{
    [Theory]
    [InlineData(Role.Sre)]
    [InlineData(Role.Deputy)]
    [InlineData(Role.IncidentCommander)]
    [InlineData(Role.DecisionOwner)]
    [InlineData(Role.Admin)]
    [InlineData(Role.Deployer)]
    public void Declare_PeopleAndPipelines_OpenAnIncident(Role role)
    {
        var story = new Story();

        story.Then(Declared(), new("eve", role));

        Assert.Equal("INC-0001", story.Environment.OpenIncident);
        var breach = Assert.Single(story.State!.Breaches);
        Assert.Equal((true, VerdictState.Breached, (long?)null), (breach.Declared, breach.State, breach.Value));
        Assert.Equal("jobs stand still", breach.Sentence);
        Assert.Equal(story.Now, story.State.Onset);
    }

    [Theory]
    [InlineData(Role.Viewer)]
    [InlineData(Role.Auditor)]
    [InlineData(Role.Watchdog)]
    public void Declare_WhoOnlyLooks_IsRefused(Role role) =>
        Assert.Equal(RefusalKind.Role, new Story().Try(Declared(), new("eve", role)).Refusal!.Kind);

    [Fact]
    public void Declare_UnknownTrigger_IsInvalidAndNamesTheKnown()
    {
        var refusal = new Story().Try(Declared() with { Trigger = "mood" }, Some.Ic).Refusal!;

        Assert.Equal(RefusalKind.Invalid, refusal.Kind);
        Assert.Contains(TriggerNames.Business, refusal.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Declare_NoReason_IsRefused() =>
        Assert.Equal(
            RefusalKind.ReasonMissing,
            new Story().Try(Declared() with { Reason = " " }, Some.Ic).Refusal!.Kind
        );

    [Fact]
    public void Declare_OtherEnvironmentsIncident_IsRefused() =>
        Assert.Equal(
            RefusalKind.NotNow,
            Story.Opened().Try(Declared() with { Environment = "RTM" }, Some.Ic).Refusal!.Kind
        );

    [Fact]
    public void Declare_SameTriggerAsMeasured_StandsBesideIt()
    {
        var story = Story.Opened().Then(Declared() with { Trigger = TriggerNames.ErrorRate }, Some.Ic);

        Assert.Equal(2, story.State!.Breaches.Count);
    }

    [Fact]
    public void Declare_AgainInTheSameWords_IsSoAlready() =>
        Assert.Same(Decided.Already, new Story().Then(Declared(), Some.Ic).Try(Declared(), Some.Deputy));

    [Fact]
    public void Declare_AgainInOtherWords_KeepsTheWords()
    {
        var story = new Story().Then(Declared(), Some.Ic).Then(Declared() with { Reason = "audit too" }, Some.Deputy);

        Assert.Single(story.State!.Breaches);
        Assert.Equal("Declared again: audit too", Assert.IsType<NoteAdded>(story.Entries[^1].Event).Text);
    }

    [Fact]
    public void Next_Declared_TakesTheSamePath()
    {
        var scene = Scene.Deployed().Do(Declared(), Some.Ic);

        scene.Look(Scene.Healthy());

        Assert.Equal(IncidentStatus.Proposed, scene.Incident.Status);
        Assert.Equal("v1.8.1", scene.Incident.Proposal!.Plan.TargetTag);
    }

    [Fact]
    public void Next_Declared_NeverClearsByItself()
    {
        var scene = new Scene().Wait(7_200).Do(Declared(), Some.Ic);

        for (var i = 0; i < 10; i++)
        {
            scene.Wait(3_600).Look(Scene.Healthy());
        }

        Assert.Equal(IncidentStatus.Investigating, scene.Incident.Status);
        scene.Do(new IncidentCommand.Close("it was the network"), Some.Ic);
        Assert.Empty(scene.Look(Scene.Healthy()));
    }

    [Fact]
    public void Next_DeclaredAndRolledBack_ClosesWhenWhatIsMeasuredIsHealthy()
    {
        var scene = Scene.Deployed().Do(Declared(), Some.Ic);
        scene.Look(Scene.Healthy());
        scene.Approve().Run();

        Assert.Empty(scene.Wait(1_800).Look());
        scene.Look(Scene.Healthy());

        Assert.Equal(IncidentStatus.Closed, scene.Incident.Status);
    }

    private static IncidentCommand.Declare Declared() =>
        new("INC-0001", "Prod", TriggerNames.Business, Component.Api, "jobs stand still");
}
