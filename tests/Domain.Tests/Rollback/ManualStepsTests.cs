using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Tests.Rollback;

/// <summary>Every step can be done by hand with what is printed for it.</summary>
public sealed class ManualStepsTests
{
    private static readonly RosterOptions Roster = new() { IncidentCommander = "rina" };

    [Fact]
    public void Of_EveryStepOfAPlan_SaysSomethingToDo()
    {
        var plan = Some.Plan();

        Assert.All(plan.Steps, step => Assert.NotEmpty(Lines(plan, step.Kind)));
        Assert.Contains(Lines(plan, StepKind.Freeze), line => line.Contains("IC: @rina", StringComparison.Ordinal));
        Assert.Contains(
            Lines(plan, StepKind.Announce),
            line => line.Contains("not measured", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Of_Deployment_IsTheApprovedCommandQuotedForAShell()
    {
        var plan = Some.Plan();
        var deploy = plan.Steps.Single(step => step.Kind == StepKind.Deploy) with
        {
            Arguments = ["put it", "v1.8.2", "it's"],
        };

        Assert.Equal("'put it' v1.8.2 'it'\\''s'", ManualSteps.Of(plan, deploy, new(), "errors", Roster)[1]);
        Assert.Contains(
            "no deployer",
            ManualSteps.Of(plan, deploy with { Arguments = [] }, new(), "errors", Roster)[1],
            StringComparison.Ordinal
        );
    }

    public static TheoryData<DeployerOptions, string> Deployers =>
        new()
        {
            {
                new()
                {
                    GitHubActions = new() { Repository = "a/b", Workflow = "back.yml" },
                },
                "gh workflow run back.yml --repo a/b --ref main -f tag=v1.8.2 -f environment=Prod -f component=Api -f key="
            },
            {
                new()
                {
                    Kubernetes = new()
                    {
                        Namespace = "portal",
                        Deployment = "api",
                        Container = "app",
                    },
                },
                "kubectl -n portal set image deployment/api app=IMAGE@DIGEST"
            },
            {
                new()
                {
                    AppService = new()
                    {
                        Subscription = "s",
                        ResourceGroup = "g",
                        Site = "app",
                    },
                },
                "az webapp deployment slot swap --subscription s --resource-group g --name app --slot staging"
            },
            {
                new() { StaticSite = new() { Root = "/srv/web" } },
                "# make /srv/web/current a link to the folder of v1.8.2"
            },
            {
                new()
                {
                    Http = new() { Start = "https://p/api", TokenVariable = "PIPELINE" },
                },
                "curl -fsS -X POST https://p/api -H 'Content-Type: application/json' -d '{\"environment\":\"Prod\","
            },
        };

    [Theory]
    [MemberData(nameof(Deployers))]
    public void Of_EveryKindOfDeployer_NamesTheToolPeopleHave(DeployerOptions deployer, string expected)
    {
        var environment = Some.Environment() with
        {
            Deployers = new Dictionary<Component, DeployerOptions> { [Component.Api] = deployer },
        };
        var target = Some.Target(Component.Api) with { TargetTag = "v1.8.2" };
        var plan = PlanBuilder.Build(1, "INC-0001", "Prod", [target], schema: null, environment);

        var line = ManualSteps.Of(
            plan,
            plan.Steps.Single(step => step.Kind == StepKind.Deploy),
            environment,
            "errors",
            Roster
        )[1];

        Assert.StartsWith(expected, line, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_Health_AsksEveryInstanceForBoth()
    {
        var environment = new EnvironmentOptions
        {
            Instances = [new() { Name = "api-1", Address = "http://10.0.0.4:80/" }],
            Probes = new() { ReadyPath = "/set" },
        };

        Assert.Equal(
            ["curl -fsS --max-time 5 http://10.0.0.4:80/healthz", "curl -fsS --max-time 5 http://10.0.0.4:80/set"],
            ManualSteps.Of(
                Some.Plan(),
                Some.Plan().Steps.Single(step => step.Kind == StepKind.AwaitHealth),
                environment,
                "",
                Roster
            )
        );
    }

    [Theory]
    [InlineData(null, "# with a token: /api/healthz")]
    [InlineData(
        "contracts/v30.yaml",
        "watchdog smoke contract --base http://a --contract contracts/v30.yaml --token-env MCPX_PORTAL_TOKEN"
    )]
    public void Of_Validation_NamesTheSmokesOfEveryApiInstance(string? contract, string expected)
    {
        var environment = new EnvironmentOptions
        {
            Instances =
            [
                new() { Name = "api-1", Address = "http://a" },
                new()
                {
                    Name = "web-1",
                    Component = Component.Web,
                    Address = "http://w",
                },
            ],
        };
        var plan = Some.Plan() with
        {
            Validation = new() { ContractFile = contract, SmokeFor = TimeSpan.FromSeconds(90) },
        };

        var lines = ManualSteps.Of(
            plan,
            plan.Steps.Single(step => step.Kind == StepKind.Validate),
            environment,
            "",
            Roster
        );

        Assert.Contains(lines, line => line.StartsWith(expected, StringComparison.Ordinal));
        Assert.Contains(
            "watchdog smoke sse --url http://a/api/events --duration 90s --token-env MCPX_PORTAL_TOKEN",
            lines
        );
        Assert.DoesNotContain(lines, line => line.Contains("http://w/api", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(
        ChangeKind.Flag,
        "EnableLegacyHttpSse",
        "false",
        "EXEC dbo.sp_Feature_Set @FlagKey = N'EnableLegacyHttpSse', @IsEnabled = 0, @Scope = N'Prod'"
    )]
    [InlineData(
        ChangeKind.Flag,
        "NewJobs",
        "TRUE",
        "EXEC dbo.sp_Feature_Set @FlagKey = N'NewJobs', @IsEnabled = 1, @Scope = N'Prod'"
    )]
    [InlineData(
        ChangeKind.Config,
        "Title",
        "it's",
        "EXEC dbo.sp_Config_SetValue @ConfigKey = N'Title', @Value = N'it''s', @ValueType"
    )]
    public void Text_Revert_CallsTheRunbooksProcedure(ChangeKind kind, string key, string value, string expected)
    {
        var text = PortalProcedures.Set(new(kind, key, "then", value), "Prod", "INC-0001-plan1-step2").Statement;

        Assert.StartsWith(expected, text, StringComparison.Ordinal);
        Assert.EndsWith(
            "@Actor = N'rollback-bot', @RequestId = N'INC-0001-plan1-step2';",
            text,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("", "''")]
    [InlineData("it's $HOME", "'it'\\''s $HOME'")]
    public void Of_Argument_IsQuotedWhereAShellWouldReadIt(string argument, string quoted) =>
        Assert.Equal(quoted, ShellWords.Of([argument]));

    private static IReadOnlyList<string> Lines(Plan plan, StepKind kind) =>
        ManualSteps.Of(plan, plan.Steps.Single(step => step.Kind == kind), Some.Environment(), "errors", Roster);
}
