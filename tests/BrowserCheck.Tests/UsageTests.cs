namespace Mcpx.BrowserCheck.Tests;

/// <summary>What needs no browser.</summary>
public sealed class UsageTests
{
    private static readonly Uri Nobody = new("http://127.0.0.1:9");

    [Fact]
    public async Task Check_NoBrowser_CouldNotRunAndSaysWhy()
    {
        using var run = new CheckRun(Nobody, "--environment", "Prod", "--chromium", "/no/such/chromium");

        var (exit, result) = await run.ReadAsync();

        Assert.Equal(2, exit);
        Assert.Equal("NotRun", result.GetProperty("outcome").GetString());
        Assert.Equal("there is no /no/such/chromium", result.GetProperty("why").GetString());
        Assert.Empty(result.GetProperty("steps").EnumerateArray());
    }

    [Fact]
    public async Task Check_BrowserThatIsNone_CouldNotRun()
    {
        using var run = new CheckRun(Nobody, "--environment", "Prod", "--chromium", "/bin/false");

        var (exit, result) = await run.ReadAsync();

        Assert.Equal(2, exit);
        Assert.Equal("NotRun", result.GetProperty("outcome").GetString());
        Assert.NotEqual("", result.GetProperty("why").GetString());
        Assert.Empty(run.Processes());
        Assert.Empty(run.LeftOver());
    }

    [BrowserFact]
    public async Task Check_FolderCannotBeWritten_CouldNotRun()
    {
        using var run = new CheckRun(Nobody, "--environment", "Prod", "--out", "/proc/no/such/folder");

        var (exit, result) = await run.ReadAsync();

        Assert.Equal(2, exit);
        Assert.Contains("/proc/no", result.GetProperty("why").GetString(), StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task Check_NobodyListens_IsThePortalsFault()
    {
        using var run = new CheckRun(Nobody, "--environment", "Prod", "--pages", "/dashboard");

        var (exit, result) = await run.ReadAsync();

        Assert.Equal(1, exit);
        Assert.Equal("Failed", result.GetProperty("outcome").GetString());
    }

    [Fact]
    public async Task Check_BadUsage_TellsEveryErrorAndPrintsNoResult()
    {
        using var run = new CheckRun(
            Nobody,
            [
                "--environment",
                "Prod",
                "--pages",
                "dashboard",
                "--page-timeout",
                "soon",
                "--user",
                "u",
                "--password-env",
                "NO_SUCH",
            ]
        );

        Assert.Equal(2, await run.EndAsync());
        Assert.Equal("", run.Output);
        Assert.Contains("--pages 'dashboard'", run.Error, StringComparison.Ordinal);
        Assert.Contains("--page-timeout 'soon'", run.Error, StringComparison.Ordinal);
        Assert.Contains("NO_SUCH", run.Error, StringComparison.Ordinal);
    }
}
