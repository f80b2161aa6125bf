using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Releases;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Tests.Releases;

public sealed class PromotionPolicyTests
{
    private static readonly Deployment Deployed = Deploy(at: 1_000);

    [Fact]
    public void Check_CameThroughEverything_IsNoBypass() =>
        Assert.Null(Check("Prod", Journal(("Alpha", Deploy()), ("Beta", Deploy()), ("RTM", Deploy()))));

    [Fact]
    public void Check_SkippedAnEnvironment_NamesIt()
    {
        var bypass = Check("RTM", Journal(("Alpha", Deploy())));

        Assert.Equal(
            new PromotionBypassed("d-1000", Component.Api, "v1.8.2", "Api v1.8.2 was never deployed to Beta"),
            bypass
        );
    }

    [Fact]
    public void Check_StraightToProd_NamesAllItSkipped() =>
        Assert.Equal(
            "Api v1.8.2 was never deployed to Alpha; Api v1.8.2 was never deployed to Beta; "
                + "Api v1.8.2 was never deployed to RTM",
            Check("Prod", Journal())?.What
        );

    [Fact]
    public void Check_EnvironmentNotConfigured_IsNotAskedFor() =>
        Assert.Null(Check("RTM", Journal(["Beta", "RTM"], ("Beta", Deploy()))));

    [Theory]
    [InlineData("Alpha")]
    [InlineData("Beta")]
    public void Check_LowerEnvironment_IsNotHeldToIt(string environment) => Assert.Null(Check(environment, Journal()));

    public static TheoryData<Deployment> NotThere =>
        new()
        {
            Deploy() with
            {
                Succeeded = false,
            },
            Deploy() with
            {
                Succeeded = null,
                EndedAt = null,
            },
            Deploy() with
            {
                Tag = "v1.8.1",
            },
            Deploy() with
            {
                Component = Component.Web,
            },
            Deploy(at: 2_000),
        };

    [Theory]
    [MemberData(nameof(NotThere))]
    public void Check_NotSuccessfullyThereBefore_IsABypass(Deployment before) =>
        Assert.NotNull(Check("RTM", Journal(("Alpha", Deploy()), ("Beta", before))));

    [Fact]
    public void Check_LkgOfTheEnvironmentBefore_WasThere()
    {
        var state = Journal(("Alpha", Deploy()));

        Assert.Null(Check("RTM", With(state, state.Environment("Beta"), lkg: "v1.8.2")));
    }

    [Fact]
    public void Check_NoEvidencePack_IsABypass()
    {
        var state = Journal(("Alpha", Deploy()), ("Beta", Deploy()));

        Assert.Equal(
            "v1.8.2 has no evidence pack",
            Check("RTM", state with { Releases = state.Releases.SetItem("v1.8.2", Some.Release(evidence: null)) })?.What
        );
        Assert.Equal(
            "v1.8.2 is not registered, so that its evidence is not known",
            Check("RTM", state with { Releases = state.Releases.Clear() })?.What
        );
    }

    [Fact]
    public void Check_RollbackOrLkg_IsNone()
    {
        Assert.Null(PromotionPolicy.Check("RTM", Deployed with { By = "INC-0007" }, Journal()));
        Assert.Null(Check("RTM", With(Journal(), Journal().Environment("RTM"), lkg: "v1.8.2")));
    }

    [Fact]
    public void Check_Settled_IsNone()
    {
        var settled = Some.State(new PromotionSettled("d-1000", "authorised hotfix")) with { Name = "RTM" };

        Assert.Null(Check("RTM", With(Journal(), settled)));
    }

    [Fact]
    public void Check_NotEnforced_IsNone() =>
        Assert.Null(Check("RTM", Journal(Names, new PromotionOptions { Enforced = false })));

    [Fact]
    public void Fold_BypassSettledOrRolledBack_IsNotOpen()
    {
        var bypass = new PromotionBypassed("d1", Component.Api, "v2", "skipped Beta");

        Assert.Equal([bypass], Some.State(bypass, bypass).OpenBypasses);
        Assert.Empty(Some.State(bypass, new PromotionSettled("d1", "hotfix")).OpenBypasses);
        Assert.Empty(Some.State(bypass, new ReleaseQuarantined(Component.Api, "v2", "INC-1")).OpenBypasses);
        Assert.NotEmpty(Some.State(bypass, new ReleaseQuarantined(Component.Web, "v2", "INC-1")).OpenBypasses);
        Assert.NotEmpty(Some.State(bypass, new PromotionSettled("d2", "hotfix")).OpenBypasses);
    }

    private static readonly string[] Names = ["Alpha", "Beta", "RTM", "Prod"];

    private static PromotionBypassed? Check(string environment, JournalState state) =>
        PromotionPolicy.Check(environment, Deployed, state);

    private static Deployment Deploy(double at = 0) =>
        new($"d-{at}", Component.Api, "v1.8.2", "gh-actions", Some.At(at), Some.At(at + 30), Succeeded: true);

    private static JournalState Journal(params (string Environment, Deployment Deployment)[] deployments) =>
        Journal(Names, deployments);

    private static JournalState Journal(
        string[] configured,
        params (string Environment, Deployment Deployment)[] deployments
    ) => Journal(configured, new PromotionOptions(), deployments);

    private static JournalState Journal(
        string[] configured,
        PromotionOptions promotion,
        params (string Environment, Deployment Deployment)[] deployments
    )
    {
        var environments = configured.ToDictionary(name => name, _ => new EnvironmentOptions { Promotion = promotion });
        var state = JournalState.Empty with
        {
            Configuration = new(new() { Environments = environments }, []),
            Releases = JournalState.Empty.Releases.SetItem("v1.8.2", Some.Release()),
        };
        return deployments.Aggregate(
            state,
            (known, next) =>
                With(
                    known,
                    known.Environment(next.Environment) with
                    {
                        Deployments = known.Environment(next.Environment).Deployments.Add(next.Deployment),
                    }
                )
        );
    }

    private static JournalState With(JournalState state, EnvironmentState environment, string? lkg = null) =>
        state with
        {
            Environments = state.Environments.SetItem(
                environment.Name,
                lkg is null ? environment : environment with { Lkg = environment.Lkg.SetItem(Component.Api, lkg) }
            ),
        };
}
