using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Tests.Rollback;

/// <summary>What an approval binds when the portal's database does it, and that people get the very same statement.</summary>
public sealed class PortalStepTests
{
    private static readonly PortalDatabaseOptions Database = new() { ConnectionVariable = "MCPX_PORTAL_DB" };
    private static readonly PlanRevert Key = new(ChangeKind.Config, "Network:SseKeepAliveSeconds", "60", "10");
    private static readonly PlanRevert Flag = new(ChangeKind.Flag, "NewJobs", "on", "off");

    [Fact]
    public void BuildRevert_PortalDatabase_BindsProcedureParametersAndRequestId()
    {
        var step = Step(Plan(Flag));

        Assert.Equal(
            [
                "portal-database",
                "connection=MCPX_PORTAL_DB",
                "dbo.sp_Feature_Set",
                "@FlagKey = N'NewJobs'",
                "@IsEnabled = 0",
                "@Scope = N'Prod'",
                "@TargetRole = NULL",
                "@Description = N'Emergency disable after regression; INC-0001, approved by {approvers}'",
                "@Actor = N'rollback-bot'",
                "@RequestId = N'INC-0001-plan1-step2'",
            ],
            step.Arguments
        );
        Assert.True(step.Timeout > Database.CommandTimeout + Database.ConfirmWithin);
    }

    [Theory]
    [InlineData("role")]
    [InlineData("value")]
    [InlineData("connection")]
    [InlineData("type")]
    public void BuildRevert_AnythingElse_IsAnotherHash(string what)
    {
        var (revert, database) = what switch
        {
            "role" => (Flag with { TargetRole = "Admin" }, Database),
            "value" => (Flag with { Value = "on" }, Database),
            "connection" => (Flag, Database with { ConnectionVariable = "OTHER" }),
            _ => (Key, Database with { Keys = [new() { Key = "*", ValueType = "seconds" }] }),
        };

        Assert.NotEqual(PlanHash.Of(Plan(what == "type" ? Key : Flag)), PlanHash.Of(Plan(revert, database)));
    }

    [Fact]
    public void BuildRevert_DeployerOfConfigToo_IsTheDeployers()
    {
        var options = Some.Environment() with
        {
            PortalDatabase = Database,
            Deployers = new Dictionary<Component, DeployerOptions>
            {
                [Component.Config] = new() { Deploy = ["set", "{name}", "{role}", "{value}"] },
            },
        };

        var plan = PlanBuilder.BuildRevert(1, "INC-0001", "Prod", [Flag], schema: null, options);

        Assert.Equal(["set", "NewJobs", "", "off"], Step(plan).Arguments);
    }

    [Fact]
    public void ManualSteps_PortalDatabase_IsTheStatementThatIsApproved()
    {
        var plan = Plan(Key);

        var line = Assert.Single(ManualSteps.Of(plan, Step(plan), Options(Database), "errors", new()));

        Assert.Equal($"EXEC {Step(plan).Arguments[2]} {string.Join(", ", Step(plan).Arguments.Skip(3))};", line);
    }

    [Fact]
    public void Fill_OpenParts_AreFilledAndNothingElseMoves()
    {
        var call = PortalStep.Fill(Call(Key), "ada, eva", "INC-0001-plan1-step2-try2", ("seconds", "network,sse"));

        Assert.Null(call.Problem);
        Assert.Equal(
            "EXEC dbo.sp_Config_SetValue @ConfigKey = N'Network:SseKeepAliveSeconds', @Value = N'10', @ValueType = N'seconds', "
                + "@Scope = N'Prod', @Description = N'Rollback to prior stable; INC-0001, approved by ada, eva', "
                + "@Tags = N'network,sse', @Actor = N'rollback-bot', @RequestId = N'INC-0001-plan1-step2-try2';",
            call.Statement
        );
    }

    [Fact]
    public void Fill_TypeIsNotKnown_CannotBeCalled() =>
        Assert.StartsWith(
            "@ValueType is not known",
            PortalStep.Fill(Call(Key), "ada", "x", type: null).Problem,
            StringComparison.Ordinal
        );

    [Fact]
    public void Fill_TypeIsApproved_IsNotReplacedByWhatIsRead()
    {
        var approved = PortalStep.Call(
            Database with
            {
                Keys = [new() { Key = "Network:*", ValueType = "seconds" }],
            },
            Key,
            "Prod",
            "INC-0001",
            "x"
        );

        var call = PortalStep.Fill(approved, "ada", "x", ("string", "other"));

        Assert.Equal("seconds", call.Parameters.Single(parameter => parameter.Name == "@ValueType").Value);
        Assert.Null(call.Parameters.Single(parameter => parameter.Name == "@Tags").Value);
    }

    [Fact]
    public void Fill_ManyApprovers_FitsTheDescription()
    {
        var call = PortalStep.Fill(Call(Flag), new string('a', 2_000), "x", type: null);

        Assert.Null(call.Problem);
        Assert.Equal(500, call.Parameters.Single(parameter => parameter.Name == "@Description").Value!.Length);
    }

    [Fact]
    public void Problem_FlagThatIsNeitherOnNorOff_CannotBeCalled()
    {
        var call = PortalStep.Fill(Call(Flag with { Value = "on for Admin" }), "ada", "x", type: null);

        Assert.StartsWith("@IsEnabled is not known", call.Problem, StringComparison.Ordinal);
        Assert.Contains("@IsEnabled = {0 or 1}", call.Statement, StringComparison.Ordinal);
    }

    [Fact]
    public void Problem_TextThatWouldBeCutOff_CannotBeCalled() =>
        Assert.Equal(
            "@FlagKey has 201 characters; 200 fit",
            PortalStep.Fill(Call(Flag with { Key = new('k', 201) }), "ada", "x", type: null).Problem
        );

    private static PortalCall Call(PlanRevert revert) =>
        PortalStep.Call(Database, revert, "Prod", "INC-0001", "INC-0001-plan1-step2");

    private static Plan Plan(PlanRevert revert, PortalDatabaseOptions? database = null) =>
        PlanBuilder.BuildRevert(1, "INC-0001", "Prod", [revert], schema: null, Options(database ?? Database));

    private static EnvironmentOptions Options(PortalDatabaseOptions database) =>
        Some.Environment() with
        {
            PortalDatabase = database,
        };

    private static PlanStep Step(Plan plan) => plan.Steps.Single(step => step.Kind == StepKind.Revert);
}
