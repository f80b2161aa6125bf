using System.Text.RegularExpressions;

namespace Mcpx.EndToEnd.Transcripts;

/// <summary>
/// Incidents from beginning to end on the real product, each in a house of its own: who did what and who was told what. With
/// <c>MCPX_LONG=1 MCPX_WRITE_DOCS=1</c> they are kept in <c>docs/stories</c>.
/// </summary>
public sealed partial class TranscriptTests
{
    private const string Prod = "Prod";

    [LongBrowserFact]
    public Task WebOnlyRegression_RollsBackTheWebAlone() =>
        LiveAsync(
            new("web-only-regression", "A web-only regression", Prod)
            {
                Begin = product => product.SandboxAsync("deploy", Prod, "v1.9.0-broken-dashboard"),
                What = "deploys v1.9.0-broken-dashboard, whose dashboard shows an error page",
                By = "the pipeline",
            },
            "Proposing \\*?\\*rollback",
            "Would revert Web to LKG v1.8.2",
            "approves",
            "Declaring .*rollback.* Reverting to LKG v1.8.2",
            "Rollback complete in .*Reverted to v1.8.2",
            "Stable in .*Web is back on v1.8.2"
        );

    [LongBrowserFact]
    public Task AllowListChange_IsSetBackAndNoReleaseMoves() =>
        LiveAsync(
            new("allow-list-change", "A change of the allow-list that shuts browsers out", Prod)
            {
                Begin = product =>
                    product.SandboxAsync(
                        "config",
                        "set",
                        Prod,
                        "Cors:AllowedOrigins",
                        "https://nobody.example",
                        "--by",
                        "dana"
                    ),
                What = "sets Cors:AllowedOrigins in Prod to an origin that nobody uses",
                By = "dana",
            },
            "Proposing .*config revert",
            "no release is rolled back",
            "approves",
            "Declaring .*config revert",
            "Config revert complete",
            "Stable in"
        );

    [LongBrowserFact]
    public Task SecretInTheBundle_IsSaidWithoutItsPlace() =>
        LiveAsync(
            new("secret-in-the-bundle", "A secret in the web bundle", Prod)
            {
                Begin = product => product.SandboxAsync("deploy", Prod, "v1.9.0-web-secret"),
                What = "deploys v1.9.0-web-secret, whose script holds a cloud key",
                By = "the pipeline",
                Never = ["AKIA", "\\.js\\b"],
            },
            "Proposing .*rollback",
            "the details stay in the dashboard",
            "approves",
            "Rollback complete",
            "Stable in"
        );

    [LongBrowserFact]
    public Task RtmDrift_IsReappliedAsExpected() =>
        LiveAsync(
            new("rtm-drift", "RTM drifts from what Prod expects", "RTM")
            {
                Begin = product =>
                    product.SandboxAsync("config", "set", "RTM", "Auth:SessionMinutes", "5", "--by", "dana"),
                What = "sets Auth:SessionMinutes in RTM to 5",
                By = "dana",
            },
            "Proposing .*config re",
            "approves",
            "complete",
            "Stable in"
        );

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
    public async Task TwoCommandersAtOnce_OneRollbackRuns()
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
        await told.UntilAsync(Prod, "Closed");
        await told.ToldAsync("Stable in ");

        var text = await told.KeepAsync("two-commanders", "Two approve at once");
        InOrder(
            text,
            "Proposing .*rollback",
            "approves",
            "approved this plan already",
            "Rollback complete",
            "Stable in"
        );
        Assert.Single(Regex.Matches(text, "\\| Declaring ", RegexOptions.NonBacktracking));
        Assert.Single(Regex.Matches(text, "\\| Rollback complete", RegexOptions.NonBacktracking));
    }

    private static async Task LiveAsync(Scene scene, params string[] inOrder)
    {
        await using var house = await House.OpenAsync([], "--environments", scene.Environment);
        var told = house.Told;
        await told.HealthyAsync(scene.Environment);
        await told.DoAsync(scene.By, scene.What, () => scene.Begin(house.Product));
        var incident = await told.UntilAsync(scene.Environment, "Proposed");
        await told.CalledAsync("ic");
        await told.ApproveAsync("ic", incident);
        await told.UntilAsync(scene.Environment, "Closed");
        await told.ToldAsync("Stable in ");

        var text = await told.KeepAsync(scene.Name, scene.Title);
        InOrder(text, inOrder);
        Assert.All(scene.Never, never => Assert.DoesNotMatch(never, text));
    }

    /// <summary>Each is said after the one before.</summary>
    private static void InOrder(string text, params string[] patterns)
    {
        var at = 0;
        foreach (var pattern in patterns)
        {
            var found = Regex.Match(text[at..], pattern, RegexOptions.NonBacktracking);
            Assert.True(found.Success, $"“{pattern}” is not said after the {at} signs before:\n{text}");
            at += found.Index + found.Length;
        }
    }

    private sealed record Scene(string Name, string Title, string Environment)
    {
        public required Func<Product, Task> Begin { get; init; }

        public required string What { get; init; }

        public required string By { get; init; }

        /// <summary>What must be said nowhere.</summary>
        public IReadOnlyList<string> Never { get; init; } = [];
    }

    private sealed record House(Product Product, Transcript Told) : IAsyncDisposable
    {
        public static async Task<House> OpenAsync(
            IReadOnlyList<(string Name, string Value)> variables,
            params string[] more
        )
        {
            var product = new Product(variables, more.Length > 0 ? more : ["--environments", Prod]);
            await product.InitializeAsync();
            return new(product, new(product));
        }

        public async ValueTask DisposeAsync()
        {
            Told.Dispose();
            await Product.DisposeAsync();
        }
    }
}
