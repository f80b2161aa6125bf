using System.Security.Cryptography;
using System.Text.Json;

namespace Mcpx.BrowserCheck.Tests;

/// <summary>A real browser at a real portal.</summary>
public sealed class PortalTests(SandboxPortal portal) : IClassFixture<SandboxPortal>
{
    private static readonly string[] Pages = ["/dashboard", "/config", "/flags", "/jobs", "/evidence"];

    [BrowserFact]
    public async Task Check_GoodPortal_PassesWithAPictureOfEachPageAndLeavesNothingBehind()
    {
        using var run = new CheckRun(portal.Web, "--environment", "Alpha", "--user", "sandbox");

        var (exit, result) = await run.ReadAsync();

        Assert.True(exit == 0, run.Output);
        Assert.Equal("Passed", result.GetProperty("outcome").GetString());
        Assert.Equal(["sign-in", .. Pages], Steps(result).Select(step => step.GetProperty("name").GetString()!));
        var pictures = result.GetProperty("screenshots").EnumerateArray().ToList();
        Assert.Equal(Pages, pictures.Select(picture => picture.GetProperty("page").GetString()!));
        Assert.All(
            pictures,
            picture =>
            {
                var bytes = File.ReadAllBytes(Path.Combine(run.Pictures, picture.GetProperty("file").GetString()!));
                Assert.Equal(picture.GetProperty("bytes").GetInt32(), bytes.Length);
                Assert.Equal(
                    picture.GetProperty("sha256").GetString(),
                    Convert.ToHexStringLower(SHA256.HashData(bytes))
                );
                Assert.Equal([0xFF, 0xD8], bytes[..2]);
            }
        );
        Assert.Empty(run.Processes());
        Assert.Empty(run.LeftOver());
    }

    [BrowserFact]
    public async Task Check_BadgeOfAnotherEnvironment_FailsOnEveryPage()
    {
        using var run = new CheckRun(
            portal.Web,
            "--environment",
            "Prod",
            "--user",
            "sandbox",
            "--pages",
            "/jobs,/flags"
        );

        var (exit, result) = await run.ReadAsync();

        Assert.Equal(1, exit);
        Assert.Equal([true, false, false], Steps(result).Select(step => step.GetProperty("passed").GetBoolean()));
        Assert.Equal("the badge says “Alpha”, not Prod", Measured(result, "/jobs"));
    }

    [BrowserFact]
    public async Task Check_WrongPassword_FailsAndNeverPrintsIt()
    {
        const string Wrong = "not-the-right-one-7231";
        Environment.SetEnvironmentVariable("MCPX_TEST_WRONG", Wrong);
        string[] arguments = ["--environment", "Alpha", "--user", "sandbox", "--password-env", "MCPX_TEST_WRONG"];
        using var run = new CheckRun(portal.Web, [.. arguments, "--pages", "/dashboard", "--page-timeout", "5s"]);

        var (exit, result) = await run.ReadAsync();

        Assert.Equal(1, exit);
        Assert.StartsWith("the form is still there", Measured(result, "sign-in"), StringComparison.Ordinal);
        Assert.Equal("ends at /login", Measured(result, "/dashboard"));
        Assert.DoesNotContain(Wrong, run.Output + run.Error, StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task Check_BrokenDashboard_FailsThereAndOnlyThere()
    {
        await portal.DeployWebAsync("v1.9.0-broken-dashboard");
        try
        {
            using var run = new CheckRun(
                portal.Web,
                ["--environment", "Alpha", "--user", "sandbox", "--page-timeout", "5s"]
            );

            var (exit, result) = await run.ReadAsync();

            Assert.Equal(1, exit);
            Assert.Equal(
                ["/dashboard"],
                Steps(result)
                    .Where(step => !step.GetProperty("passed").GetBoolean())
                    .Select(step => step.GetProperty("name").GetString()!)
            );
            Assert.Equal("shows no [data-page=\"dashboard\"]", Measured(result, "/dashboard"));
        }
        finally
        {
            await portal.DeployWebAsync("v1.8.2");
        }
    }

    private static IEnumerable<JsonElement> Steps(JsonElement result) => result.GetProperty("steps").EnumerateArray();

    private static string? Measured(JsonElement result, string name) =>
        Steps(result).Single(step => step.GetProperty("name").GetString() == name).GetProperty("measured").GetString();
}
