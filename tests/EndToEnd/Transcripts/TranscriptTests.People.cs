using System.Text.RegularExpressions;

namespace Mcpx.EndToEnd.Transcripts;

/// <summary>What people and hosts do to a run: nobody answers, two answer at once, a host dies, the way back is no good.</summary>
public sealed partial class TranscriptTests
{
    [LongBrowserFact]
    public async Task PipelineDown_StopsAtTheStepAndSaysWhatToDo()
    {
        await using var house = await House.OpenAsync([
            ("Watchdog__Environments__Prod__Deployers__Api__Deploy__0", "/no/such/pipeline"),
        ]);
        var (product, told) = (house.Product, house.Told);
        await told.HealthyAsync(Prod);
        await told.DoAsync(
            "the pipeline",
            "deploys v1.9.0-errors-5pct, each twentieth call of which answers 500",
            () => product.SandboxAsync("deploy", Prod, "v1.9.0-errors-5pct")
        );
        var incident = await told.UntilAsync(Prod, "Proposed");
        await told.ApproveAsync("ic", incident);
        await told.UntilAsync(Prod, "Failed");
        await told.ToldAsync("Rollback stopped in ");
        await told.DoAsync(
            "deputy",
            "puts v1.8.2 back by hand, with the command that the failed step shows",
            () => product.SandboxAsync("deploy", Prod, "v1.8.2", "--force")
        );
        await told.ActAsync(
            "deputy",
            "says so",
            incident,
            "done-by-hand",
            new { text = "with the command of the card" }
        );
        await told.UntilAsync(Prod, "Closed");
        await told.ToldAsync("Stable in ");

        InOrder(
            await told.KeepAsync("pipeline-down", "The deploy pipeline is down"),
            "Proposing .*rollback",
            "approves",
            "Rollback stopped in",
            "says so",
            "Rollback complete",
            "Stable in"
        );
    }

    [LongBrowserFact]
    public async Task NobodyAnswers_ThreeAreCalledAndOneTakesIt()
    {
        await using var house = await House.OpenAsync([("Watchdog__Paging__AcknowledgeWithin", "00:00:10")]);
        var (product, told) = (house.Product, house.Told);
        await told.HealthyAsync(Prod);
        await told.DoAsync(
            "the pipeline",
            "deploys v1.9.0-sse-stall, whose event streams fall silent",
            () => product.SandboxAsync("deploy", Prod, "v1.9.0-sse-stall")
        );
        var incident = await told.UntilAsync(Prod, "Proposed");
        await told.CalledAsync("director");
        await told.ActAsync("deputy", "takes it: nobody else is called", incident, "acknowledge");
        await told.ApproveAsync("deputy", incident);
        await told.UntilAsync(Prod, "Closed");
        await told.ToldAsync("Stable in ");

        InOrder(
            await told.KeepAsync("nobody-answers", "Nobody answers at first"),
            "trigger.* for ic",
            "trigger.* for deputy",
            "trigger.* for director",
            "takes it",
            "acknowledged by deputy",
            "approves",
            "Rollback complete",
            "Stable in"
        );
    }

    [LongBrowserFact]
    public async Task TwoCommandersAtOnce_AndTheHostDiesInAStep_OneRollbackRuns()
    {
        await using var house = await House.OpenAsync([]);
        var (product, told) = (house.Product, house.Told);
        await told.HealthyAsync(Prod);
        await told.DoAsync(
            "the pipeline",
            "deploys v1.9.0-slow-json, whose JSON calls take 900 ms",
            () => product.SandboxAsync("deploy", Prod, "v1.9.0-slow-json")
        );
        var incident = await told.UntilAsync(Prod, "Proposed");
        await told.ApproveAtOnceAsync("ic", "deputy", incident);
        await told.StepRunsAsync(incident, 2);
        var before = product.ProcessId("watchdog");
        await told.DoAsync(
            "the watchdog's host",
            "dies in the middle of step 2, without a word, and is started again",
            () => product.SignalAsync("KILL", "watchdog")
        );
        await told.UntilAsync(Prod, "Closed");
        await told.ToldAsync("Stable in ");

        Assert.NotEqual(before, product.ProcessId("watchdog"));
        var deployed = await product.OperationAsync(await told.StepKeyAsync(incident, 2));
        Assert.All(["api-1", "api-2"], name => Assert.Single(deployed, line => line.Contains($"{name}: stopping")));
        var text = await told.KeepAsync(
            "two-commanders",
            "Two approve at once, and the watchdog's host dies in the middle of a step"
        );
        InOrder(
            text,
            "Proposing .*rollback",
            "approves",
            "approved this plan already",
            "Declaring ",
            "dies in the middle of step 2",
            "Step 2 of 5 done",
            "Rollback complete",
            "Stable in"
        );
        Assert.Single(Regex.Matches(text, "\\| Declaring ", RegexOptions.NonBacktracking));
        Assert.Single(Regex.Matches(text, "\\| Rollback complete", RegexOptions.NonBacktracking));
        Assert.DoesNotContain("attempt 2", text, StringComparison.Ordinal);
    }

    [LongBrowserFact]
    public async Task BadLkg_DoesNotCure_NothingElseIsTriedAndPeopleChoose()
    {
        await using var house = await House.OpenAsync([("Watchdog__Environments__Prod__Lkg__Api", "v1.8.0-fades")]);
        var (product, told) = (house.Product, house.Told);
        await told.HealthyAsync(Prod);
        await told.DoAsync(
            "the pipeline",
            "deploys v1.9.0-sse-stall, whose event streams fall silent",
            () => product.SandboxAsync("deploy", Prod, "v1.9.0-sse-stall")
        );
        var incident = await told.UntilAsync(Prod, "Proposed");
        await told.ApproveAsync("ic", incident);
        await told.UntilAsync(Prod, "Stabilising");
        await told.ToldAsync("Stop and ask people");
        await told.DoAsync(
            "ic",
            "asks for v1.8.2 instead, with the command line",
            () => product.AskForRollbackAsync("--to", "v1.8.2", "--reason", "v1.8.0-fades falls silent too")
        );
        await told.UntilAsync(Prod, "Proposed");
        await told.ApproveAsync("ic", incident);
        await told.UntilAsync(Prod, "Closed");
        await told.ToldAsync("Stable in ");

        var text = await told.KeepAsync("bad-lkg", "The last known good release is not good");
        InOrder(
            text,
            "Proposing .*rollback",
            "Would revert Api to LKG v1.8.0-fades",
            "approves",
            "Rollback complete in .*Reverted to v1.8.0-fades",
            "Stop and ask people",
            "asks for v1.8.2 instead",
            "Proposing .*v1.8.2",
            "approves",
            "Rollback complete in .*Reverted to v1.8.2",
            "Stable in .*Api is back on v1.8.2"
        );
        Assert.Equal(2, Regex.Count(text, "Proposing ", RegexOptions.NonBacktracking));
    }
}
