using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using Microsoft.Playwright;

namespace Mcpx.EndToEnd;

/// <summary>Stories with a run in them, and those in which a part of the product stands still. <c>MCPX_LONG=1</c>.</summary>
public sealed partial class StoriesTests
{
    [LongBrowserFact]
    public async Task Ic_Aborts_ARunningRollbackAfterTheStepThatRuns()
    {
        var page = await ProposedAsync("Prod", "v1.9.0-slow-first-event");
        await ApproveAsync(page);
        await DeployingAsync(page);

        await Visitor.ConfirmAsync(page, Visitor.Button(page, "Abort"), "Abort the run", "it looks like the network");
        await Visitor.StatusAsync(page, "Aborted");
        await Assertions.Expect(page.GetByRole(AriaRole.Main)).ToContainTextAsync("it looks like the network");
        // The step that ran came to its end; none began after it.
        await Assertions.Expect(page.Locator("[data-step='2']")).ToHaveAttributeAsync("data-phase", "done");
        await Assertions.Expect(page.Locator("[data-step='3']")).ToHaveAttributeAsync("data-phase", "waiting");
        // A run that ended half way is nobody's to deploy over.
        await Assert.ThrowsAnyAsync<Exception>(() => product.SandboxAsync("deploy", "Prod", "v1.9.1"));

        await Visitor.ConfirmAsync(
            page,
            Visitor.Button(page, "Close with a reason"),
            "Close incident",
            "Prod answers well on what was put back"
        );
        await Visitor.StatusAsync(page, "Closed");
    }

    [LongBrowserFact]
    public async Task Keyboard_Alone_SignsInDeclaresApprovesAndAborts()
    {
        var page = await _browser!.NewPageAsync(new() { BaseURL = product.Dashboard.ToString() });
        page.SetDefaultTimeout(Visitor.Patience);
        await page.GotoAsync("/");
        await Visitor.PressAsync(page, page.GetByRole(AriaRole.Button, new() { Name = "Release Manager" }));
        await page.WaitForURLAsync("**/");
        await Visitor.InteractiveAsync(page);
        await Visitor.EnvironmentAsync(page, "Prod", "Healthy");
        await page.Keyboard.PressAsync("Control+k");
        await page.Keyboard.TypeAsync("declare prod");
        await Assertions.Expect(page.Locator("#palette [role=option]")).ToHaveCountAsync(1);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/incidents?declare=Prod");
        var dialog = page.GetByRole(AriaRole.Dialog);
        await Visitor.PressAsync(page, dialog.GetByLabel("What is wrong"), "s");
        await page.Keyboard.TypeAsync("se-h");
        await Visitor.PressAsync(page, dialog.Locator("textarea"), "End");
        await page.Keyboard.TypeAsync("customers say that nothing moves");
        await Visitor.PressAsync(page, dialog.GetByRole(AriaRole.Button, new() { Name = "Declare", Exact = true }));
        await page.WaitForURLAsync("**/incidents/INC-*");
        await Visitor.StatusAsync(page, "Investigating");
        await Visitor.ConfirmByKeysAsync(
            page,
            Visitor.Button(page, "Close with a reason"),
            "Close incident",
            "a rehearsal"
        );
        await Visitor.StatusAsync(page, "Closed");

        page = await ProposedAsync("Prod", "v1.9.0-slow-json");
        await Visitor.ConfirmByKeysAsync(page, Approving(page), "Approve rollback");
        await DeployingAsync(page);
        await Visitor.ConfirmByKeysAsync(page, Visitor.Button(page, "Abort"), "Abort the run", "by hand from here");
        await Visitor.StatusAsync(page, "Aborted");
        await Visitor.ConfirmByKeysAsync(
            page,
            Visitor.Button(page, "Close with a reason"),
            "Close incident",
            "it is back"
        );
        await Visitor.StatusAsync(page, "Closed");
    }

    [LongBrowserFact]
    public async Task TwoApprovers_TheSecondSeesTheFirstAndTheSamePersonDoesNotCountTwice()
    {
        var first = await ProposedAsync("Alpha", "v1.9.0-sse-stall");
        var incident = new Uri(first.Url).AbsolutePath;
        var second = await ArriveAsync("Deputy");
        await Visitor.OpenAsync(second, incident);

        await ApproveAsync(first);
        var panel = second.Locator(".approve");
        await Assertions.Expect(panel).ToContainTextAsync("approved by ic, 1 of 2");
        await Assertions.Expect(first.Locator(".approve")).ToContainTextAsync("it waits for another person");
        await Assertions.Expect(Visitor.Button(first, "Approve and start rollback")).ToBeDisabledAsync();
        await ApprovedAgainAsync(incident);
        await Visitor.StatusAsync(second, "Proposed");

        await second.Locator("[data-role='Scribe'] button").ClickAsync();
        await Assertions.Expect(first.Locator("[data-role='Scribe']")).ToContainTextAsync("deputy");
        await ApproveAsync(second);
        await Visitor.StatusAsync(first, "Closed");
    }

    [LongBrowserFact]
    public async Task Revert_OfAChangeOfConfiguration_IsProposedWhileOneLooks()
    {
        var sre = await ArriveAsync("SRE on call");
        await Visitor.OpenAsync(sre, "/environments/Alpha/configuration");
        await product.SandboxAsync("flag", "set", "Alpha", "EnableParityBanner", "off", "--by", "dana");

        var propose = sre.GetByRole(AriaRole.Button, new() { Name = "Propose to revert EnableParityBanner" }).First;
        await Visitor.ConfirmAsync(sre, propose, "Declare and ask", "the banner is missed");
        await sre.GetByRole(AriaRole.Status).GetByRole(AriaRole.Link).ClickAsync();
        await sre.WaitForURLAsync("**/incidents/INC-*");
        await Visitor.StatusAsync(sre, "Proposed");
        await Assertions.Expect(sre.Locator(".approve")).ToContainTextAsync("Set back");

        var incident = new Uri(sre.Url).AbsolutePath;
        foreach (var person in new[] { "Release Manager", "Director" })
        {
            var page = await ArriveAsync(person);
            await Visitor.OpenAsync(page, incident);
            await ApproveAsync(page);
        }

        await Visitor.StatusAsync(sre, "Closed");
    }

    [LongBrowserFact]
    public async Task Watchdog_StandsStill_TheBannerSaysSinceWhenAndGoes()
    {
        var page = await ArriveAsync("SRE on call");
        await Visitor.EnvironmentAsync(page, "Prod", "Healthy");
        var banner = page.Locator(".stale");
        await Assertions.Expect(banner).ToBeHiddenAsync();

        await product.SignalAsync("STOP", "watchdog");
        try
        {
            await Assertions
                .Expect(banner)
                .ToContainTextAsync("The watchdog stopped evaluating at", new() { Timeout = Visitor.Patience });
            await Assertions.Expect(banner).ToBeVisibleAsync(new() { Timeout = Visitor.Patience });
            await Assertions.Expect(page.Locator("html[data-live='stale']")).ToHaveCountAsync(1);
        }
        finally
        {
            await product.SignalAsync("CONT", "watchdog");
        }

        await Assertions.Expect(banner).ToBeHiddenAsync(new() { Timeout = Visitor.Patience });
        await Visitor.EnvironmentAsync(page, "Prod", "Healthy");
    }

    [LongBrowserFact]
    public async Task Circuit_LostWithTheServer_KeepsWhatWasWrittenAndComesBack()
    {
        var address = new Uri($"http://127.0.0.1:{product.SparePort}");
        var server = await DashboardAsync(address);
        try
        {
            var (reader, writer) = (
                await Visitor.ArriveAsync(_browser!, address),
                await Visitor.ArriveAsync(_browser!, address)
            );
            await Visitor.OpenAsync(reader, "/environments/Prod?range=15");
            await Assertions.Expect(reader.Locator("h1")).ToContainTextAsync("Prod is");
            await Visitor.OpenAsync(writer, "/settings");
            await writer.GetByLabel("Another value").FillAsync("17 s");

            await EndAsync(server);
            foreach (var page in new[] { reader, writer })
            {
                var lost = page.Locator("#components-reconnect-modal");
                await Assertions.Expect(lost).ToBeVisibleAsync(new() { Timeout = Visitor.Patience });
                await Assertions.Expect(lost).ToContainTextAsync("What you see may be old");
            }

            // What was read stays readable meanwhile.
            await Assertions.Expect(reader.Locator("h1")).ToContainTextAsync("Prod is");

            server = await DashboardAsync(address);
            await Assertions
                .Expect(reader.Locator("#components-reconnect-modal"))
                .ToBeHiddenAsync(new() { Timeout = Visitor.Patience });
            await Visitor.InteractiveAsync(reader);
            // The page and its filter are in the address; the sign-in is in the cookie.
            await Assertions.Expect(reader.Locator("h1")).ToContainTextAsync("Prod is");
            await Assertions
                .Expect(reader.GetByRole(AriaRole.Link, new() { Name = "15 min" }))
                .ToHaveAttributeAsync("aria-current", "true");
            // Who had written something is asked before it is gone.
            await Assertions
                .Expect(writer.Locator("#components-reconnect-modal .rejected"))
                .ToBeVisibleAsync(new() { Timeout = Visitor.Patience });
            await Assertions.Expect(writer.GetByLabel("Another value")).ToHaveValueAsync("17 s");
            await writer.Locator("[data-reload]").First.ClickAsync();
            await Visitor.InteractiveAsync(writer);
            await Assertions.Expect(writer.Locator("#components-reconnect-modal")).ToBeHiddenAsync();
        }
        finally
        {
            await EndAsync(server);
        }
    }

    /// <summary>Deploys a bad release and opens what the watchdog proposes.</summary>
    private async Task<IPage> ProposedAsync(string environment, string release)
    {
        var page = await ArriveAsync();
        await Visitor.EnvironmentAsync(page, environment, "Healthy");
        await product.SandboxAsync("deploy", environment, release);
        await page.Locator($"[data-environment='{environment}']")
            .GetByRole(AriaRole.Link, new() { Name = "Review rollback" })
            .First.ClickAsync();
        await page.WaitForURLAsync("**/incidents/INC-*");
        await Visitor.InteractiveAsync(page);
        await Visitor.StatusAsync(page, "Proposed");
        return page;
    }

    /// <summary>Until the run is in the step that puts the release back.</summary>
    private static Task DeployingAsync(IPage page) =>
        Assertions
            .Expect(page.Locator("[data-step='2']"))
            .ToHaveAttributeAsync("data-phase", "running", new() { Timeout = Visitor.Patience });

    private static Task ApproveAsync(IPage page) => Visitor.ConfirmAsync(page, Approving(page), "Approve rollback");

    private static ILocator Approving(IPage page) => page.Locator(".approve > .btn.primary");

    /// <summary>The same person once more, past the page: the API takes it for what it is, no second approval.</summary>
    private async Task ApprovedAgainAsync(string incident)
    {
        using var http = As("ic");
        var before = await http.GetFromJsonAsync<System.Text.Json.JsonElement>($"/api{incident}");
        var hash = before.GetProperty("proposal").GetProperty("planHash").GetString();
        var again = await http.PostAsJsonAsync($"/api{incident}/approve", new { planHash = hash });
        var after = await http.GetFromJsonAsync<System.Text.Json.JsonElement>($"/api{incident}");
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Equal(1, after.GetProperty("approvals").GetArrayLength());
        Assert.Equal("Proposed", after.GetProperty("status").GetString());
    }

    /// <summary>A second dashboard on the same data, which can be ended without the rest.</summary>
    private async Task<Process> DashboardAsync(Uri address)
    {
        var start = new ProcessStartInfo(
            "dotnet",
            [
                Product.Dll("Dashboard"),
                "--urls",
                address.GetLeftPart(UriPartial.Authority),
                "--Dashboard:DataDirectory",
                product.Data,
                "--Dashboard:WatchdogAddress",
                product.Watchdog.GetLeftPart(UriPartial.Authority),
            ]
        )
        {
            WorkingDirectory = Path.GetDirectoryName(Product.Dll("Dashboard"))!,
            UseShellExecute = false,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["Logging__LogLevel__Default"] = "None";
        var server = Process.Start(start)!;
        using var http = new HttpClient { BaseAddress = address };
        for (var attempt = 0; attempt < 240; attempt++)
        {
            try
            {
                if ((await http.GetAsync(new Uri("/ready", UriKind.Relative))).IsSuccessStatusCode)
                {
                    return server;
                }
            }
            catch (HttpRequestException)
            {
                // It is not there yet.
            }

            await Task.Delay(250);
        }

        await EndAsync(server);
        throw new TimeoutException("The second dashboard did not become ready.");
    }

    private static async Task EndAsync(Process server)
    {
        if (!server.HasExited)
        {
            server.Kill(entireProcessTree: true);
        }

        await server.WaitForExitAsync();
    }
}
