using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;

namespace Mcpx.EndToEnd;

/// <summary>
/// What people come for, in a real browser on real processes: a glance, an audit, a report that becomes the incident's, a phone.
/// The stories that take minutes are in the other half.
/// </summary>
[Collection(nameof(Product))]
public sealed partial class StoriesTests(Product product) : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async Task InitializeAsync()
    {
        if (Chromium.Path is not null)
        {
            _playwright = await Playwright.CreateAsync();
            _browser = await Visitor.LaunchAsync(_playwright);
        }
    }

    public async Task DisposeAsync()
    {
        await (_browser?.CloseAsync() ?? Task.CompletedTask);
        _playwright?.Dispose();
    }

    [BrowserFact]
    public async Task Sre_Glances_SeesACalmOverviewAnEnvironmentAndItsStreams()
    {
        var page = await ArriveAsync("SRE on call");
        await Visitor.EnvironmentAsync(page, "Prod", "Healthy");
        await Visitor.EnvironmentAsync(page, "Alpha", "Healthy");
        await Assertions.Expect(page.GetByText("Review rollback")).ToHaveCountAsync(0);

        await page.Locator("[data-environment='Prod'] a[href='environments/Prod']").First.ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("Prod is healthy");
        await Assertions.Expect(page.Locator("[data-series]").First).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("[data-instance='api-1']")).ToContainTextAsync("v1.8.2");

        await page.GetByRole(AriaRole.Link, new() { Name = "Event streams" }).ClickAsync();
        await Assertions.Expect(page.Locator(".ssepage")).ToHaveAttributeAsync("data-streams", "2");
    }

    [BrowserFact]
    public async Task Auditor_Verifies_TheChainHereAndTheExportByTheCommandLine()
    {
        var page = await ArriveAsync("Auditor");
        await Visitor.OpenAsync(page, "/audit");
        await Visitor.Button(page, "Verify the chain").ClickAsync();
        await Assertions
            .Expect(page.Locator("[data-chain]"))
            .ToHaveAttributeAsync("data-chain", "Healthy", new() { Timeout = Visitor.Patience });

        var download = await page.RunAndWaitForDownloadAsync(() =>
            page.GetByRole(AriaRole.Link, new() { Name = "Export all" }).ClickAsync()
        );
        var file = Path.Combine(product.Data, "export-of-the-auditor");
        await download.SaveAsAsync(file);
        Assert.Contains("holds", await Product.CommandAsync("journal", "verify", file), StringComparison.Ordinal);

        var bytes = await File.ReadAllBytesAsync(file);
        var at = bytes.AsSpan().LastIndexOf("Prod"u8);
        bytes[at] = (byte)'Q';
        await File.WriteAllBytesAsync(file, bytes);
        await Assert.ThrowsAnyAsync<Exception>(() => Product.CommandAsync("journal", "verify", file));
    }

    [BrowserFact]
    public async Task Director_Reviews_WhatAnotherWroteAndPublishesIt()
    {
        var (incident, ic) = (await DeclaredAsync("jobs stood still for a minute"), await ArriveAsync());
        await Visitor.OpenAsync(ic, $"/incidents/{incident}/rca");
        await Visitor.Button(ic, "Write").ClickAsync();
        await ic.GetByLabel("Root cause, in your words").FillAsync("A queue was full; nobody looked at its length.");
        await Visitor.Button(ic, "Keep as draft").ClickAsync();
        await Assertions.Expect(ic.GetByText("Version 1, draft by ic.")).ToBeVisibleAsync();
        await Assertions.Expect(Visitor.Button(ic, "Review")).ToBeDisabledAsync();

        var director = await ArriveAsync("Director");
        await Visitor.OpenAsync(director, $"/incidents/{incident}/rca");
        await Assertions.Expect(director.GetByRole(AriaRole.Main)).ToContainTextAsync("A queue was full");
        await Visitor.ConfirmAsync(director, Visitor.Button(director, "Review"), "It holds", "read and agreed");
        await Assertions.Expect(director.GetByText("Version 2, reviewed by director.")).ToBeVisibleAsync();
        await Visitor.ConfirmAsync(director, Visitor.Button(director, "Publish"), "Publish");
        await Assertions.Expect(director.GetByText("Version 3, published by director.")).ToBeVisibleAsync();

        // Who wrote it sees it come, without asking.
        await Assertions.Expect(ic.GetByText("Version 3, published by director.")).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task Auditor_HoldsARecord_TheDirectorSeesItAndLiftsIt()
    {
        var incident = await DeclaredAsync("a dispute about the invoice run");
        var auditor = await ArriveAsync("Auditor");
        await Visitor.OpenAsync(auditor, $"/incidents/{incident}");
        var director = await ArriveAsync("Director");
        await Visitor.OpenAsync(director, $"/incidents/{incident}");

        await Visitor.ConfirmAsync(
            auditor,
            Visitor.Button(auditor, "Place a legal hold…"),
            "Place the hold",
            "the counsel asked for it"
        );
        await Assertions.Expect(director.Locator("[data-part='hold']")).ToContainTextAsync("the counsel asked for it");
        await Visitor.ConfirmAsync(
            director,
            Visitor.Button(director, "Lift the legal hold…"),
            "Lift the hold",
            "the dispute is settled"
        );
        await Assertions.Expect(Visitor.Button(auditor, "Place a legal hold…")).ToBeEnabledAsync();
    }

    [BrowserFact]
    public async Task Phone_390Wide_ReachesEverythingWithoutScrollingSideways()
    {
        var page = await ArriveAsync(width: 390);
        await Visitor.EnvironmentAsync(page, "Prod", "Healthy");
        await page.GetByRole(AriaRole.Button, new() { Name = "Menu" }).ClickAsync();
        await page.Locator("#menu").GetByRole(AriaRole.Link, new() { Name = "Incidents" }).ClickAsync();
        await page.WaitForURLAsync("**/incidents");
        foreach (var path in new[] { "/", "/environments/Prod", "/environments/Prod/sse", "/incidents", "/releases" })
        {
            await Visitor.OpenAsync(page, path);
            Assert.False(
                await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > innerWidth"),
                $"{path} scrolls sideways"
            );
            Assert.Empty(
                await page.EvaluateAsync<string[]>(
                    "[...document.querySelectorAll('main .btn, header button')].filter(one => one.checkVisibility() && one.getBoundingClientRect().height < 43.5).map(one => one.textContent.trim())"
                )
            );
        }
    }

    private Task<IPage> ArriveAsync(string name = "Release Manager", int width = 1440) =>
        Visitor.ArriveAsync(_browser!, product.Dashboard, name, width);

    /// <summary>An incident of Alpha that a person declared and closed again.</summary>
    private async Task<string> DeclaredAsync(string reason)
    {
        using var http = As("ic");
        var declared = await http.PostAsJsonAsync(
            "/api/environments/Alpha/declare",
            new
            {
                trigger = "business",
                component = "Database",
                reason,
            }
        );
        Assert.True(declared.IsSuccessStatusCode, await declared.Content.ReadAsStringAsync());
        var id = (await declared.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
        var closed = await http.PostAsJsonAsync($"/api/incidents/{id}/close", new { reason = "the queue drained" });
        Assert.True(closed.IsSuccessStatusCode, await closed.Content.ReadAsStringAsync());
        return id;
    }

    private HttpClient As(string person)
    {
        var http = new HttpClient { BaseAddress = product.Dashboard };
        http.DefaultRequestHeaders.Add("X-Dev-User", person);
        return http;
    }
}
