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
    public Task FlagFlip_ThatCauses5xx_IsSwitchedBackAndNoReleaseMoves() =>
        LiveAsync(
            new("flag-flip", "A flag flip that makes calls fail", Prod)
            {
                Begin = product =>
                    product.SandboxAsync("flag", "set", Prod, "EnableReadReplicas", "on", "--by", "dana"),
                What = "switches EnableReadReplicas on in Prod, after which each twentieth call answers 500",
                By = "dana",
                Never = ["LKG", "Rollback complete"],
            },
            "Proposing .*config revert",
            "failing due to the error rate",
            "Would set EnableReadReplicas to off; no release is rolled back",
            "approves",
            "Declaring .*config revert",
            "Config revert complete",
            "Stable in .*EnableReadReplicas is off again"
        );

    [LongBrowserFact]
    public async Task StallOnOneOfFour_IsRolledBackAsOnAny()
    {
        await using var house = await House.OpenAsync([], "--environments", Prod, "--api-instances", "4");
        var (product, told) = (house.Product, house.Told);
        await told.HealthyAsync(Prod);
        await told.DoAsync(
            "the pipeline",
            "deploys v1.9.1, Api and Web together; all is well",
            () => product.SandboxAsync("deploy", Prod, "v1.9.1")
        );
        await told.HealthyAsync(Prod);
        await told.DoAsync(
            "api-3",
            "one of four, keeps its event streams open and sends nothing more",
            () => product.SandboxAsync("fault", Prod, "stall", "api-3")
        );
        var incident = await told.UntilAsync(Prod, "Proposed");
        await told.CalledAsync("ic");
        await told.ApproveAsync("ic", incident);
        await told.UntilAsync(Prod, "Closed");
        await told.ToldAsync("Stable in ");

        var text = await told.KeepAsync("stall-on-one-of-four", "A stall on one of four instances");
        InOrder(
            text,
            "Proposing .*rollback",
            "without a byte on api-3's event stream",
            "approves",
            "4 of 4 instances answer v1.8.2",
            "Rollback complete",
            "Stable in .*Api is back on v1.8.2"
        );
        Assert.DoesNotMatch("without a byte on api-[124]", text);
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
}
