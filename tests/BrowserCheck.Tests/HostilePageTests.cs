using System.Text.Json;

namespace Mcpx.BrowserCheck.Tests;

/// <summary>Pages that want to keep the browser for themselves.</summary>
public sealed class HostilePageTests : IDisposable
{
    private const string Token = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl";
    private readonly PageServer _server = new();

    public void Dispose() => _server.Dispose();

    [BrowserFact]
    public async Task Check_HostilePages_EachFailsInItsTimeAndTheGoodOneAfterThemPasses()
    {
        _server.Page("/busy", "for (;;) {}");
        _server.Page("/alerts", "for (;;) alert('look at me');");
        _server.Redirect("/redirects", "/redirects");
        _server.Page("/moves", "setInterval(() => location.href = '/moves?' + Math.random(), 1);", badge: "");
        _server.Page("/crash", "const a = []; for (;;) a.push(new Array(1e6).fill(Math.random()));");
        _server.Answers["/silent"] = null;
        _server.Page("/popups", "for (let i = 0; i < 20; i++) window.open('/popups');", badge: "Alpha");
        _server.Page("/good");
        string[] pages = ["/busy", "/alerts", "/redirects", "/moves", "/crash", "/silent", "/popups", "/good"];

        using var run = new CheckRun(
            _server.Address,
            ["--environment", "Prod", "--pages", string.Join(',', pages), "--page-timeout", "5s"]
        );
        var (exit, result) = await run.ReadAsync();

        Assert.True(exit == 1, run.Output);
        Assert.True(
            pages
                .Select(page => (page, page == "/good"))
                .SequenceEqual(
                    result
                        .GetProperty("steps")
                        .EnumerateArray()
                        .Select(step =>
                            (step.GetProperty("name").GetString()!, step.GetProperty("passed").GetBoolean())
                        )
                ),
            run.Output
        );
        Assert.Contains("ERR_TOO_MANY_REDIRECTS", Measured(result, "/redirects"), StringComparison.Ordinal);
        Assert.Contains("did not load in 5 s", Measured(result, "/silent"), StringComparison.Ordinal);
        Assert.InRange(run.Output.Length, 1, 128 * 1024);
        Assert.Empty(run.Processes());
        Assert.Empty(run.LeftOver());
    }

    [BrowserFact]
    public async Task Check_TalkativePage_IsHeardUpToABoundAndWithoutSecrets()
    {
        _server.Page(
            "/spam",
            $$"""
            for (let i = 0; i < 20000; i++) console.error('line ' + i + ' token={{Token}} ' + 'x'.repeat(2000));
            for (let i = 0; i < 80; i++) setTimeout(() => { throw new Error('broke ' + i); });
            for (let i = 0; i < 80; i++) fetch('/missing-' + i + '?access_token={{Token}}');
            alert('one'); confirm('two');
            """
        );
        using var run = new CheckRun(_server.Address, "--environment", "Prod", "--pages", "/spam");

        var (exit, result) = await run.ReadAsync();

        Assert.True(exit == 0, run.Output);
        var heard = result.GetProperty("heard");
        Assert.Equal(50, heard.GetProperty("console").GetArrayLength());
        Assert.InRange(heard.GetProperty("pageErrors").GetArrayLength(), 1, 50);
        Assert.InRange(heard.GetProperty("failedRequests").GetArrayLength(), 1, 50);
        Assert.Equal(2, heard.GetProperty("dialogs").GetInt32());
        Assert.True(heard.GetProperty("leftOut").GetInt32() > 0, run.Output);
        Assert.DoesNotContain(Token, run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("access_token", run.Output, StringComparison.Ordinal);
        Assert.InRange(run.Output.Length, 1, 128 * 1024);
    }

    [BrowserFact]
    public async Task Check_FormOnAnotherOrigin_DoesNotGetThePassword()
    {
        using var thief = new PageServer();
        thief.Html(
            "/login",
            "<form action=/take><input name=user><input type=password name=p><button>go</button></form>"
        );
        _server.Redirect("/login", new Uri(thief.Address, "/login").ToString());
        _server.Page("/good");
        using var run = new CheckRun(
            _server.Address,
            ["--environment", "Prod", "--pages", "/good", "--user", "ada", "--page-timeout", "5s"]
        );

        var (exit, result) = await run.ReadAsync();

        Assert.Equal(1, exit);
        Assert.Equal("/login leads to another origin", Measured(result, "sign-in"));
        Assert.Contains("GET /login", thief.Asked, StringComparison.Ordinal);
        Assert.DoesNotContain(Programs.Password, thief.Asked, StringComparison.Ordinal);
    }

    [BrowserTheory]
    [InlineData("TERM")]
    [InlineData("KILL")]
    public async Task Check_EndedMidway_LeavesNoProcess(string signal)
    {
        _server.Answers["/silent"] = null;
        using var run = new CheckRun(
            _server.Address,
            ["--environment", "Prod", "--pages", "/silent", "--page-timeout", "90s"]
        );
        await Programs.UntilAsync(
            "the browser asks",
            () => Task.FromResult(_server.Asked.Contains("GET /silent", StringComparison.Ordinal))
        );

        await Programs.SignalAsync(run.Process, signal);
        var exit = await run.EndAsync();

        await Programs.UntilAsync("no process is left", () => Task.FromResult(run.Processes().Count == 0));
        if (signal == "TERM")
        {
            Assert.Equal(2, exit);
            using var result = JsonDocument.Parse(run.Output);
            Assert.Equal("it was stopped", result.RootElement.GetProperty("why").GetString());
            Assert.Empty(run.LeftOver());
        }
    }

    private static string Measured(JsonElement result, string name) =>
        result
            .GetProperty("steps")
            .EnumerateArray()
            .Single(step => step.GetProperty("name").GetString() == name)
            .GetProperty("measured")
            .GetString()!;
}
