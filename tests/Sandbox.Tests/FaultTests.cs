using System.Text;

namespace Mcpx.Sandbox.Tests;

/// <summary>What goes wrong whatever release runs, until it is healed.</summary>
public sealed class FaultTests(SandboxProcess sandbox) : IClassFixture<SandboxProcess>
{
    private string OtherApi
    {
        get
        {
            var api = new UriBuilder(sandbox.Api);
            api.Port++;
            return api.Uri.GetLeftPart(UriPartial.Authority);
        }
    }

    [Fact]
    public async Task Stall_OneInstance_SilencesItAloneUntilItsProcessIsAnother()
    {
        await FaultAsync("stall", "api-1");

        Assert.DoesNotContain(
            "keep-alive",
            await ReadAsync(sandbox.Api, TimeSpan.FromSeconds(3)),
            StringComparison.Ordinal
        );
        Assert.Contains("keep-alive", await ReadAsync(OtherApi, TimeSpan.FromSeconds(10)), StringComparison.Ordinal);

        Assert.Equal(0, (await sandbox.DeployAsync("v1.8.2")).Code);
        Assert.Contains("keep-alive", await ReadAsync(sandbox.Api, TimeSpan.FromSeconds(10)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Procedure_Broken_Answers500AndWritesNothingUntilHealed()
    {
        await FaultAsync("procedure");

        var refused = await SetAsync("Ui:PageSize", "70");
        Assert.Equal(1, refused.Code);
        Assert.Contains("api-2 answered 500", refused.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("\"70\"", await ConfigAsync(), StringComparison.Ordinal);

        await HealAsync();
        Assert.Equal(0, (await SetAsync("Ui:PageSize", "70")).Code);
        Assert.Contains("\"70\"", await ConfigAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Migration_ThatBreaksAProcedure_StaysAfterTheReleaseIsGoneUntilAnotherMendsIt()
    {
        await HealAsync();
        Assert.Contains(
            "applied 0119_flag_expiry.sql",
            await DeployAsync("v1.9.0-procedure"),
            StringComparison.Ordinal
        );
        Assert.Equal(1, await SetFlagAsync());

        Assert.DoesNotContain("applied", await DeployAsync("v1.8.2"), StringComparison.Ordinal);
        Assert.Equal(1, await SetFlagAsync());
        Assert.Equal(0, (await SetAsync("Ui:PageSize", "80")).Code);

        Assert.Contains("0120_hotfix_flag_expiry.sql", await DeployAsync("v1.9.3-hotfix"), StringComparison.Ordinal);
        Assert.Equal(0, await SetFlagAsync());
        // What was applied once is not applied again.
        Assert.DoesNotContain("applied", await DeployAsync("v1.9.0-procedure"), StringComparison.Ordinal);
        Assert.Equal(0, await SetFlagAsync());
        await DeployAsync("v1.8.2");

        async Task<string> DeployAsync(string tag)
        {
            var (code, output, error) = await sandbox.DeployAsync(tag);
            Assert.Equal((0, ""), (code, error));
            return output;
        }

        async Task<int> SetFlagAsync() =>
            (
                await SandboxProcess.RunAsync(
                    "flag",
                    "set",
                    "Alpha",
                    "EnableJobExport",
                    "off",
                    "--control",
                    sandbox.Control
                )
            ).Code;
    }

    [Fact]
    public async Task Audit_Missing_WritesTheValueAndNoEvent()
    {
        await FaultAsync("audit");

        Assert.Equal(0, (await SetAsync("Jobs:MaxParallel", "17")).Code);

        await HealAsync();
        Assert.Contains("\"17\"", await ConfigAsync(), StringComparison.Ordinal);
        var audit = await sandbox.GetJsonAsync(sandbox.Api + "/api/audit");
        Assert.DoesNotContain("Jobs:MaxParallel", audit.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Staging", "audit", null, "There is no environment 'Staging' here, only Alpha.")]
    [InlineData("Alpha", "rain", null, "fault 'rain': there are only Stall, Procedure, Audit.")]
    [InlineData("Alpha", "stall", "web-1", "Alpha has no API instance 'web-1', only api-1, api-2.")]
    [InlineData("Alpha", "audit", "api-1", "'api-1': Audit is the whole environment's.")]
    public async Task Fault_Wrong_IsBadUsageInOneLine(
        string environment,
        string kind,
        string? instance,
        string expected
    )
    {
        string[] words = instance is null ? [environment, kind] : [environment, kind, instance];

        var (code, _, error) = await SandboxProcess.RunAsync(["fault", .. words, "--control", sandbox.Control]);

        Assert.Equal((2, expected), (code, error.Trim()));
    }

    [Fact]
    public async Task WebSecret_Release_ShipsAScriptWithAKey()
    {
        Assert.Equal(0, (await sandbox.DeployAsync("v1.9.0-web-secret", "Web")).Code);

        var page = await sandbox.Http.GetStringAsync(new Uri(sandbox.Web + "/login"));
        var script = await sandbox.Http.GetStringAsync(new Uri(sandbox.Web + "/portal.js"));

        Assert.Contains("src=\"/portal.js\"", page, StringComparison.Ordinal);
        Assert.Contains("AKIA", script, StringComparison.Ordinal);
        Assert.Equal(0, (await sandbox.DeployAsync("v1.8.2", "Web")).Code);
        Assert.DoesNotContain(
            "portal.js",
            await sandbox.Http.GetStringAsync(new Uri(sandbox.Web + "/login")),
            StringComparison.Ordinal
        );
    }

    private Task FaultAsync(params string[] words) => DoneAsync(["fault", "Alpha", .. words]);

    private Task HealAsync() => DoneAsync(["heal", "Alpha"]);

    private async Task DoneAsync(string[] words)
    {
        var (code, _, error) = await SandboxProcess.RunAsync([.. words, "--control", sandbox.Control]);
        Assert.Equal((0, ""), (code, error));
    }

    private Task<(int Code, string Output, string Error)> SetAsync(string key, string value) =>
        SandboxProcess.RunAsync("config", "set", "Alpha", key, value, "--control", sandbox.Control);

    private async Task<string> ConfigAsync() =>
        (await sandbox.GetJsonAsync(sandbox.Api + "/api/config/effective")).ToString();

    /// <summary>What a stream of its own says for a while, or until its first keep-alive.</summary>
    private async Task<string> ReadAsync(string api, TimeSpan within)
    {
        using var limit = new CancellationTokenSource(within);
        var read = new StringBuilder();
        var buffer = new byte[1024];
        try
        {
            await using var stream = await sandbox.Http.GetStreamAsync(new Uri(api + "/api/events"), limit.Token);
            while (!read.ToString().Contains("keep-alive", StringComparison.Ordinal))
            {
                var count = await stream.ReadAsync(buffer, limit.Token);
                Assert.NotEqual(0, count);
                read.Append(Encoding.UTF8.GetString(buffer, 0, count));
            }
        }
        catch (OperationCanceledException)
        {
            // What was said until then counts.
        }

        return read.ToString();
    }
}
