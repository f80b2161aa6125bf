using System.Text.Json;
using Microsoft.Playwright;

namespace Mcpx.EndToEnd;

/// <summary>
/// The main job in a real browser on real processes: a bad release, a proposal that appears by itself, an approval by
/// click, every step, the instances' own tags, the evidence and the report.
/// </summary>
[Collection(nameof(Product))]
public sealed class FirstRollbackTests(Product product)
{
    private const string Lkg = "v1.8.2";

    [BrowserTheory]
    [InlineData("v1.9.0-sse-stall", "sse-heartbeat", "silent event streams")]
    [InlineData("v1.9.0-errors-5pct", "error-rate", "the error rate")]
    public async Task BadRelease_ApprovedByClick_IsRolledBackWithEvidence(string release, string trigger, string spoken)
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Visitor.LaunchAsync(playwright);
        var context = await browser.NewContextAsync(new() { BaseURL = product.Dashboard.ToString() });
        await context.GrantPermissionsAsync(["notifications"]);
        await context.AddInitScriptAsync(
            """
            window.Notification = class extends Notification {
              constructor(title, options) {
                super(title, options);
                document.documentElement.dataset.told = `${title}: ${options.body}`;
              }
            };
            """
        );
        var page = await context.NewPageAsync();
        var strangers = new List<string>();
        page.Request += (_, request) =>
        {
            if (new Uri(request.Url) is { IsLoopback: false, Scheme: not "data" })
            {
                strangers.Add(request.Url);
            }
        };

        await Visitor.SignInAsync(page);
        var prod = page.Locator("[data-environment='Prod']").First;
        await Assertions
            .Expect(prod)
            .ToHaveAttributeAsync("data-state", "Healthy", new() { Timeout = Visitor.Patience });

        await page.GetByRole(AriaRole.Button, new() { Name = "Account and theme" }).ClickAsync();
        await page.GetByLabel("Notify me of a new proposal").CheckAsync();
        await product.SandboxAsync("deploy", "Prod", release);
        await Assertions
            .Expect(page.Locator("html[data-told^='A rollback is proposed: INC-']"))
            .ToHaveCountAsync(1, new() { Timeout = Visitor.Patience });
        Assert.StartsWith("(1) ", await page.TitleAsync(), StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Link, new() { Name = "Review rollback" }).First.ClickAsync();
        await page.WaitForURLAsync("**/incidents/INC-*");
        var incident = new Uri(page.Url).AbsolutePath;
        await Visitor.InteractiveAsync(page);
        await Assertions.Expect(page.GetByRole(AriaRole.Main)).ToContainTextAsync(trigger);

        await page.GetByRole(AriaRole.Button, new() { Name = "Approve and start rollback" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog)
            .GetByRole(AriaRole.Button, new() { Name = "Approve rollback" })
            .ClickAsync();
        await Visitor.StatusAsync(page, "Stabilising");
        var steps = page.Locator("[data-step]");
        Assert.Equal(5, await steps.CountAsync());
        foreach (var step in await steps.AllAsync())
        {
            await Assertions.Expect(step).ToHaveAttributeAsync("data-phase", "done");
        }

        Assert.Equal([Lkg, Lkg], await ProdApiTagsAsync());
        await Visitor.StatusAsync(page, "Closed");

        await page.GotoAsync($"{incident}/rca");
        var timeline = page.Locator("[data-part='timeline']");
        await Assertions.Expect(timeline).ToContainTextAsync("Rollback approved, plan");
        await Assertions.Expect(timeline).ToContainTextAsync("Rollback complete; stabilising");
        await Assertions.Expect(page.GetByRole(AriaRole.Main)).ToContainTextAsync(release);

        var zip = await page.APIRequest.GetAsync($"/api{incident}/evidence.zip");
        Assert.True(zip.Ok, $"evidence.zip answered {zip.Status}");
        var pack = await zip.BodyAsync();
        Assert.True(EvidenceZip.Verify(pack) >= 10, "The pack has fewer files than steps and facts.");
        Assert.Contains(
            "\"outcome\":\"Passed\"",
            EvidenceZip.Text(pack, "browser/passed/result.json"),
            StringComparison.Ordinal
        );
        await InboxHasAsync(
            $"Current release {release} failing due to {spoken}",
            $"Reverted to {Lkg}. Health/Ready ✅."
        );
        Assert.Empty(strangers);
    }

    /// <summary>What both Prod API instances themselves answer as their release.</summary>
    private async Task<List<string?>> ProdApiTagsAsync()
    {
        using var http = new HttpClient();
        using var sandbox = JsonDocument.Parse(await http.GetStringAsync(product.Control));
        var addresses = sandbox
            .RootElement.GetProperty("environments")
            .EnumerateArray()
            .Single(environment => environment.GetProperty("name").GetString() == "Prod")
            .GetProperty("instances")
            .EnumerateArray()
            .Where(instance => instance.GetProperty("component").GetString() == "Api")
            .Select(instance => instance.GetProperty("address").GetString()!)
            .ToList();
        var tags = new List<string?>();
        foreach (var address in addresses)
        {
            using var version = JsonDocument.Parse(await http.GetStringAsync($"{address}/api/version"));
            tags.Add(version.RootElement.GetProperty("tag").GetString());
        }

        return tags;
    }

    private async Task InboxHasAsync(params string[] texts)
    {
        using var http = new HttpClient();
        using var inbox = JsonDocument.Parse(await http.GetStringAsync(new Uri(product.Control, "/inbox.json")));
        var messages = inbox.RootElement.ToString();
        using var read = JsonDocument.Parse(messages);
        var all = string.Join(
            '\n',
            read.RootElement.EnumerateArray().Select(message => message.GetProperty("text").GetString())
        );
        Assert.All(texts, text => Assert.Contains(text, all, StringComparison.Ordinal));
    }
}
