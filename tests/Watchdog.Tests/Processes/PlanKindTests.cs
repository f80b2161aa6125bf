using System.IO.Compression;
using System.Text.Json.Nodes;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Signals;

namespace Mcpx.Watchdog.Tests.Processes;

/// <summary>
/// Plans in real processes from the proposal to the end of stabilisation, beside those of <see cref="KilledTests"/> and
/// <see cref="KilledWebTests"/>; and an LKG that is no good, after which people are asked and nothing else is tried.
/// </summary>
[Trait("Category", "Processes")]
[Collection("Stages")]
public sealed class PlanKindTests
{
    [UnixFact]
    public async Task Drift_InRtm_IsWrittenBackAndClosesOnceThereIsNone()
    {
        await using var stage = await Stage.BeginAsync("RTM", watchdog => Stabilise(watchdog, "RTM", "00:00:04"));
        await using var watchdog = await stage.WatchAsync();
        await stage.SandboxAsync("config", "set", "RTM", "Auth:SessionMinutes", "5");

        await stage.Log.ApproveAsync(PlanKind.ParityReapply);
        var revert = Assert.Single(stage.Log.Incident!.Proposal!.Plan.Reverts);
        await stage.Log.UntilAsync(IncidentStatus.Closed);

        Assert.Equal(("Auth:SessionMinutes", "5", "60"), (revert.Key, revert.Observed, revert.Value));
        Assert.Equal(0, stage.Log.State.Environment("RTM").Parity!.Critical);
        Assert.Contains(
            stage.Log.Incident!.Steps.SelectMany(step => step.Checks),
            check => check is { Name: "Parity", Passed: true, Required: "0 critical" }
        );
        stage.Log.AssertEachStepOnce();
    }

    [UnixFact]
    public async Task Stall_OnOneInstance_IsRolledBackAndCloses()
    {
        await using var stage = await Stage.BeginAsync(change: watchdog => Stabilise(watchdog, "Prod", "00:00:04"));
        await using var watchdog = await stage.WatchAsync();
        await stage.DeployAsync(Component.Api, "v1.9.1");
        await stage.SandboxAsync("fault", "Prod", "stall", "api-2");

        await stage.Log.ApproveAsync(PlanKind.Api);
        var breach = stage.Log.Incident!.Breaches[0];
        await stage.Log.UntilAsync(IncidentStatus.Closed);

        Assert.Equal("api-2", breach.Instance);
        Assert.Equal(("v1.8.2", "v1.8.2"), (await stage.TagAsync(0), await stage.TagAsync(1)));
        stage.Log.AssertEachStepOnce();
    }

    [UnixFact]
    public async Task Look_OfAPersonWhileTheWatchdogIsDead_CountsAfterItsRestart()
    {
        byte[] picture = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3];
        await using var stage = await Stage.BeginAsync(change: watchdog =>
            watchdog["Environments"]!["Prod"]!["Validation"]!["AttestWithin"] = "00:10:00"
        );
        await using (var first = await stage.WatchAsync())
        {
            await stage.DeployAsync(Component.Api, "v1.9.0-sse-stall");
            await stage.Log.ApproveAsync(PlanKind.Api);
            await Wait.UntilAsync(
                "a person is asked to look",
                () => stage.Log.Incident!.NextStep?.Attestation is not null,
                Stage.Patience
            );
            await first.KillAsync();
        }

        stage.Log.Attest("all pages render, badge Prod", picture);
        await using var second = await stage.WatchAsync();
        await stage.Log.UntilAsync(IncidentStatus.Stabilising);

        var validated = stage.Log.Incident!.Steps.Single(step => step.Step.Kind == StepKind.Validate);
        Assert.StartsWith(
            "ada, Incident Commander: all pages render, badge Prod, screenshot sha256 ",
            validated.Checks[^1].Measured,
            StringComparison.Ordinal
        );
        using var pack = new ZipArchive(stage.Log.Evidence());
        var kept = Assert.Single(
            pack.Entries,
            entry => entry.FullName.StartsWith("attestations/", StringComparison.Ordinal)
        );
        Assert.Equal(picture.Length, kept.Length);
        Assert.Single(stage.Log.Events<AttestationAsked>());
        stage.Log.AssertEachStepOnce();
    }

    [UnixFact]
    public async Task Undo_ARolledBackRelease_RunsAgainAndItsQuarantineEnds()
    {
        await using var stage = await Stage.BeginAsync(change: watchdog => Stabilise(watchdog, "Prod", "00:02:00"));
        await using var watchdog = await stage.WatchAsync();
        await stage.DeployAsync(Component.Api, "v1.9.1");
        await stage.SandboxAsync("fault", "Prod", "stall", "api-2");
        await stage.Log.ApproveAsync(PlanKind.Api);
        await stage.Log.UntilAsync(IncidentStatus.Stabilising);
        Assert.Contains((Component.Api, "v1.9.1"), stage.Log.State.Environment("Prod").Quarantined);

        stage.Log.Undo("the network stalled it");
        Assert.Equal(
            (IncidentStatus.Proposed, 1),
            (stage.Log.Incident!.Status, stage.Log.Incident.Proposal!.Plan.Undoes)
        );
        stage.Log.Approve(new("cleo", Role.DecisionOwner));
        await stage.Log.UntilAsync(IncidentStatus.Stabilising);

        Assert.Equal(("v1.9.1", "v1.9.1"), (await stage.TagAsync(0), await stage.TagAsync(1)));
        Assert.Empty(stage.Log.State.Environment("Prod").Quarantined);
        Assert.Empty(stage.Log.Events<StepFailed>());
        Assert.Null(stage.Log.Verify());
    }

    [UnixFact]
    public async Task BadLkg_FailsItsSmoke_StandsAtThatStepAndTriesNothingElse()
    {
        // Long enough for its streams to fall silent while they are looked at.
        await using var stage = await BadLkgAsync("v1.8.0-fades", smokeFor: "00:00:26");
        await using var watchdog = await stage.WatchAsync();
        await stage.DeployAsync(Component.Api, "v1.9.0-sse-stall");

        await stage.Log.ApproveAsync(PlanKind.Api);
        await Wait.UntilAsync(
            "the run stands",
            () => stage.Log.Incident!.Status == IncidentStatus.Failed,
            Stage.Patience
        );

        Assert.Equal(StepKind.Validate, stage.Log.Incident!.StandsAt!.Step.Kind);
        Assert.Contains(stage.Log.Incident.StandsAt.Checks, check => !check.Passed);
        await AssertNothingElseAsync(stage);
    }

    [UnixFact]
    public async Task BadLkg_FailsAfterItsSmoke_AsksPeopleAndTriesNothingElse()
    {
        await using var stage = await BadLkgAsync("v1.8.0-fades");
        await using var watchdog = await stage.WatchAsync();
        await stage.DeployAsync(Component.Api, "v1.9.0-sse-stall");

        await stage.Log.ApproveAsync(PlanKind.Api);
        await stage.Log.UntilAsync(IncidentStatus.Stabilising);
        await Wait.UntilAsync("people are asked", () => stage.Log.Incident!.Advice is not null, Stage.Patience);

        Assert.StartsWith(
            "Api did not cure. Stop and ask people. ",
            stage.Log.Incident!.Advice!.Reason,
            StringComparison.Ordinal
        );
        Assert.Equal(IncidentStatus.Stabilising, stage.Log.Incident.Status);
        await AssertNothingElseAsync(stage);
    }

    /// <summary>The watchdog looks four times a second; it has had its chances.</summary>
    private static async Task AssertNothingElseAsync(Stage stage)
    {
        await Task.Delay(TimeSpan.FromSeconds(2));
        Assert.Single(stage.Log.Events<RollbackProposed>());
        Assert.Single(stage.Log.Events<DeploymentStarted>(), started => started.By == stage.Log.Incident!.Id);
        Assert.True(stage.Log.Incident!.IsOpen);
    }

    private static Task<Stage> BadLkgAsync(string tag, string smokeFor = "00:00:04") =>
        Stage.BeginAsync(change: watchdog =>
        {
            Stabilise(watchdog, "Prod", "00:02:00");
            watchdog["Environments"]!["Prod"]!["Lkg"]!["Api"] = tag;
            watchdog["Environments"]!["Prod"]!["Validation"]!["SmokeFor"] = smokeFor;
        });

    private static void Stabilise(JsonObject watchdog, string environment, string duration) =>
        watchdog["Environments"]![environment]!["Validation"]!["StabiliseFor"] = duration;
}
