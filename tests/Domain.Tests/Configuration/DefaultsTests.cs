using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;

namespace Mcpx.Domain.Tests.Configuration;

/// <summary>The runbook's numbers, by section.</summary>
public sealed class DefaultsTests
{
    [Fact]
    public void Triggers_Defaults_AreSectionThree()
    {
        var triggers = new TriggerOptions();

        Assert.Equal(TimeSpan.FromMinutes(5), triggers.Availability.HoldFor);
        Assert.Equal(1m, triggers.ErrorRate.LimitPercent);
        Assert.Equal(TimeSpan.FromMinutes(5), triggers.ErrorRate.HoldFor);
        Assert.Equal(TimeSpan.FromSeconds(15), triggers.SseHeartbeat.LimitGap);
        Assert.Null(triggers.Availability.Window);
        Assert.Equal(6, triggers.Availability.MinimumSamples);
    }

    [Fact]
    public void Validation_Defaults_AreSectionsSixAndTen()
    {
        var validation = new ValidationOptions();

        Assert.Equal(TimeSpan.FromMilliseconds(200), validation.MaxFirstEvent);
        Assert.Equal(TimeSpan.FromSeconds(10), validation.MaxMedianGap);
        Assert.Equal(TimeSpan.FromSeconds(1), validation.GapGrace);
        Assert.Equal(TimeSpan.FromSeconds(15), validation.MaxGap);
        Assert.InRange(validation.StabiliseFor, TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(60));
        Assert.Contains("/api/healthz", validation.EffectiveContractPaths);
        Assert.Contains("/api/config/effective", validation.EffectiveContractPaths);
    }

    [Fact]
    public void Roles_Defaults_AreSectionFour() =>
        Assert.Equal([Role.IncidentCommander, Role.Deputy, Role.DecisionOwner], new ApprovalOptions().EffectiveRoles);

    [Fact]
    public void Approval_Defaults_AskForSomebodyElseInProdOnly()
    {
        var approval = new ApprovalOptions();

        Assert.True(approval.IsIndependent("Prod"));
        Assert.All(["Alpha", "Beta", "RTM"], name => Assert.False(approval.IsIndependent(name)));
        Assert.True(approval.BreakGlass);
        Assert.Equal((30, 5), (approval.ProposalValid.TotalMinutes, approval.WarnBefore.TotalMinutes));
    }

    [Fact]
    public void Channels_Defaults_AreSectionFour() =>
        Assert.Equal(["#release", "#incident"], new SlackOptions().EffectiveChannels);

    [Fact]
    public void Budget_Incident_IsSectionThirteen() => Assert.Equal(TimeSpan.FromMinutes(30), Incident.Budget);

    [Fact]
    public void Deploying_Defaults_AreTheSemantics() =>
        Assert.Equal((60, 900), (new DeployingOptions().Settle.TotalSeconds, new DeployingOptions().Cap.TotalSeconds));

    [Fact]
    public void Execution_Default_IsOff() => Assert.Equal(Execution.Off, new EnvironmentOptions().Execution);
}
