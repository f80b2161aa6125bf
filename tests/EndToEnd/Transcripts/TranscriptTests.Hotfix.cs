using System.Security.Cryptography;
using Microsoft.Playwright;

namespace Mcpx.EndToEnd.Transcripts;

/// <summary>What no rollback takes back.</summary>
public sealed partial class TranscriptTests
{
    private const string Broken = "v1.9.0-procedure";
    private const string Hotfix = "v1.9.3-hotfix";
    private const string Script = "0120_hotfix_flag_expiry.sql";

    [LongBrowserFact]
    public async Task BrokenProcedure_StaysAfterTheRollback_AndAForwardHotfixMendsIt()
    {
        await using var house = await House.OpenAsync([
            // Each five minutes where nobody waits for it.
            ("Watchdog__Environments__Prod__Probes__Workflows__FilesInterval", "00:00:05"),
        ]);
        var (product, told) = (house.Product, house.Told);
        await told.HealthyAsync(Prod);
        await told.DoAsync(
            "the pipeline",
            $"deploys {Broken}, whose migration 0119 breaks the procedure that sets flags",
            () => product.SandboxAsync("deploy", Prod, Broken)
        );
        var incident = await told.UntilAsync(Prod, "Proposed");
        await told.CalledAsync("ic");
        await told.ApproveAsync("ic", incident);
        await told.ToldAsync("is not well after the rollback");
        await told.DoAsync(
            "the pipeline",
            $"wants to deploy {Hotfix}, whose migration 0120 mends the procedure, and is refused: Prod is frozen",
            () => Assert.ThrowsAnyAsync<Exception>(() => product.SandboxAsync("deploy", Prod, Hotfix))
        );
        await told.DoAsync(
            "sre",
            $"records on the incident's page that dora of the DBAs reviewed {Script}",
            () => ReviewAsync(product, incident)
        );
        await told.CallAsync(
            "ic",
            $"lets {Hotfix} pass the freeze for an hour",
            $"/api/environments/{Prod}/authorise-hotfix",
            new
            {
                component = "Api",
                tag = Hotfix,
                reason = "mends what 0119 left behind",
                minutes = 60,
            }
        );
        await told.DoAsync("the pipeline", $"deploys {Hotfix}", () => product.SandboxAsync("deploy", Prod, Hotfix));
        await told.HealthyAsync(Prod);
        await told.ActAsync(
            "ic",
            "sees that flags can be set again, and closes the incident",
            incident,
            "close",
            new { reason = $"{Hotfix} runs, reviewed by the DBAs, and flags can be set again" }
        );
        await told.ToldAsync("closed by ic");

        InOrder(
            await told.KeepAsync("broken-procedure", "A migration that broke a procedure"),
            "Proposing .*rollback",
            "0119_flag_expiry.sql, which stays when the app goes back",
            "approves",
            "Rollback complete in .*Reverted to v1.8.2",
            "is not well after the rollback",
            "0119_flag_expiry.sql stayed in the database",
            "is refused",
            "dora of the DBAs reviewed",
            "pass the freeze",
            "closed by ic"
        );
    }

    /// <summary>As a person at a browser does it.</summary>
    private static async Task ReviewAsync(Product product, string incident)
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Visitor.LaunchAsync(playwright);
        var page = await Visitor.ArriveAsync(browser, product.Dashboard, "SRE on call");
        await Visitor.OpenAsync(page, $"/incidents/{incident}");
        var script = Path.Combine(product.Data, "sandbox", "releases", Hotfix, "migrations", Script);
        var digest = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(script)));

        await Visitor.Button(page, "Record a review…").ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        var keep = dialog.GetByRole(AriaRole.Button, new() { Name = "Keep the review", Exact = true });
        await dialog.GetByLabel("New migration's file").FillAsync(Script);
        await dialog.GetByLabel("Its sha256").FillAsync("not a digest");
        await Assertions.Expect(dialog.Locator("[data-problem]")).ToContainTextAsync("sha256 = not a digest");
        await Assertions.Expect(keep).ToBeDisabledAsync();
        await dialog.GetByLabel("Its sha256").FillAsync(digest.ToUpperInvariant());
        await dialog.GetByLabel("Reviewed for").SelectOptionAsync("Dba");
        await dialog.GetByLabel("Who reviewed it").FillAsync("dora");
        await dialog.GetByLabel("What they say").FillAsync("It gives the default again and takes nothing away.");
        await keep.ClickAsync();

        await Assertions.Expect(dialog).ToHaveCountAsync(0);
        var kept = page.Locator("[data-part='hotfix']");
        await Assertions.Expect(kept).ToContainTextAsync($"{Script} reviewed by dora (DBA)");
        await Assertions.Expect(kept).ToContainTextAsync(digest);
    }
}
