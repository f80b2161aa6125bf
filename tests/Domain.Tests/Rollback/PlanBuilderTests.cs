using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Tests.Rollback;

public sealed class PlanBuilderTests
{
    [Fact]
    public void Build_ApiOnly_FollowsTheRunbooksOrder()
    {
        var plan = Some.Plan();

        Assert.Equal(PlanKind.Api, plan.Kind);
        Assert.Equal(
            [StepKind.Freeze, StepKind.Deploy, StepKind.AwaitHealth, StepKind.Validate, StepKind.Announce],
            plan.Steps.Select(step => step.Kind)
        );
        Assert.Equal(["Put Api v1.8.1 back"], Titles(plan, StepKind.Deploy));
    }

    [Fact]
    public void Build_ApiAndWeb_WaitsForHealthBeforeTheWeb()
    {
        var plan = Some.Plan(targets: [Some.Target(), Some.Target(Component.Web)]);

        Assert.Equal(PlanKind.ApiAndWeb, plan.Kind);
        Assert.Equal("Api and Web", plan.Components);
        Assert.Equal(
            [
                StepKind.Freeze,
                StepKind.Deploy,
                StepKind.AwaitHealth,
                StepKind.Deploy,
                StepKind.Validate,
                StepKind.Announce,
            ],
            plan.Steps.Select(step => step.Kind)
        );
        Assert.Equal(["Put Api v1.8.1 back", "Put Web v1.8.1 back"], Titles(plan, StepKind.Deploy));
    }

    [Fact]
    public void Build_WebOnly_WaitsForHealthToo()
    {
        var plan = Some.Plan(targets: [Some.Target(Component.Web)]);

        Assert.Equal(PlanKind.Web, plan.Kind);
        Assert.Equal(
            [StepKind.Freeze, StepKind.Deploy, StepKind.AwaitHealth, StepKind.Validate, StepKind.Announce],
            plan.Steps.Select(step => step.Kind)
        );
    }

    [Fact]
    public void Build_Steps_AreNumberedAndKeyedPerPlan()
    {
        var plan = Some.Plan(version: 3);

        Assert.Equal([1, 2, 3, 4, 5], plan.Steps.Select(step => step.Number));
        Assert.Equal("INC-0001-plan3-step2", plan.Steps[1].Key);
        Assert.Equal(plan.Steps.Count, plan.Steps.Select(step => step.Key).Distinct().Count());
    }

    [Fact]
    public void Build_Arguments_StayAListWithSpacesAndQuotesIntact() =>
        Assert.Equal(
            [
                "/opt/my tools/deploy",
                "--environment",
                "Prod",
                "--component=Api",
                "--tag",
                "v1.8.1",
                "--note",
                "say \"hi\"; rm -rf $HOME",
                "--key",
                "INC-0001-plan1-step2",
            ],
            Some.Plan().Steps[1].Arguments
        );

    [Fact]
    public void Build_OnlyDeploySteps_CarryAComponentAndArguments() =>
        Assert.All(
            Some.Plan(targets: [Some.Target(), Some.Target(Component.Web)]).Steps,
            step =>
            {
                Assert.Equal(step.Kind == StepKind.Deploy, step.Component is not null);
                Assert.Equal(step.Kind == StepKind.Deploy, step.Arguments.Count > 0);
                Assert.True(step.Timeout > TimeSpan.Zero);
            }
        );

    [Fact]
    public void Build_Plan_CarriesWhatAnApprovalBinds()
    {
        var plan = Some.Plan(Execution.DryRun, required: 2);

        Assert.Equal((Execution.DryRun, 2, 118), (plan.Execution, plan.Policy.Required, plan.Schema));
        Assert.Equal(("v1.8.2", "v1.8.1"), (plan.FailingTag, plan.TargetTag));
        Assert.Equal(plan.Steps.Sum(step => step.Expected.TotalSeconds), plan.Expected.TotalSeconds);
    }

    [Fact]
    public void BuildRevert_OneKey_FollowsSectionSeven()
    {
        var plan = Some.Revert();

        Assert.Equal((PlanKind.Revert, Rung.Revert), (plan.Kind, plan.Rung));
        Assert.Equal(
            [StepKind.Freeze, StepKind.Revert, StepKind.Validate, StepKind.Announce],
            plan.Steps.Select(step => step.Kind)
        );
        Assert.Equal("Set Cors:Origins back", plan.Steps[1].Title);
        Assert.Empty(plan.Steps[1].Arguments);
        Assert.Empty(plan.Targets);
        Assert.Equal(("Cors:Origins", "https://b", "https://a"), (plan.Components, plan.FailingTag, plan.TargetTag));
    }

    [Fact]
    public void BuildRevert_SeveralKeys_IsAStepEachWithItsOwnCommand()
    {
        var plan = Some.Revert(
            deployer: new() { Deploy = ["sp", "{kind}", "{name}", "{value}", "{environment}", "{key}"] },
            reverts:
            [
                new(ChangeKind.Flag, "EnableLegacyHttpSse", "1", "0"),
                new(ChangeKind.Config, "Banner", Observed: null, "say \"{key}\" {name}"),
            ]
        );

        Assert.Equal(
            [
                ["sp", "Flag", "EnableLegacyHttpSse", "0", "Prod", "INC-0001-plan1-step2"],
                ["sp", "Config", "Banner", "say \"{key}\" {name}", "Prod", "INC-0001-plan1-step3"],
            ],
            plan.Steps.Where(step => step.Kind == StepKind.Revert).Select(step => step.Arguments)
        );
        Assert.All(
            plan.Steps.Where(step => step.Kind == StepKind.Revert),
            step => Assert.Equal(Component.Config, step.Component)
        );
    }

    [Fact]
    public void Fill_Placeholders_AreReplacedEverywhereAndNothingElse() =>
        Assert.Equal(
            ["Prod/Prod", "Web", "", "", "{other}", "a b\"c'd"],
            CommandLine.Fill(
                ["{environment}/{environment}", "{component}", "{tag}", "{key}", "{other}", "a b\"c'd"],
                "Prod",
                Component.Web
            )
        );

    [Fact]
    public void Fill_TagWithSpaces_StaysOneArgument() =>
        Assert.Equal(
            ["--tag", "v1 --force"],
            CommandLine.Fill(["--tag", "{tag}"], "Prod", Component.Api, tag: "v1 --force")
        );

    private static IEnumerable<string> Titles(Plan plan, StepKind kind) =>
        plan.Steps.Where(step => step.Kind == kind).Select(step => step.Title);
}
