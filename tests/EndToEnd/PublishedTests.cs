using System.Net;
using System.Text.RegularExpressions;

namespace Mcpx.EndToEnd;

/// <summary>
/// Both programs as they are installed: published, started outside the source tree with the settings of their systemd units, over one
/// store that a folder holds. <c>MCPX_LONG=1</c>: publishing takes minutes.
/// </summary>
public sealed partial class PublishedTests
{
    [LongFact]
    public async Task Programs_PublishedAndStartedAsTheUnitsDo_ServePeopleAndWriteNothingButTheirData()
    {
        using var installed = await Installation.PublishAsync();
        var before = installed.ProgramFiles();

        var refused = await installed.RunAsync("dashboard", signIn: false);
        Assert.Equal(2, refused.Exit);
        Assert.Contains("Authentication = no provider: nobody could sign in", refused.Error, StringComparison.Ordinal);
        foreach (var program in new[] { "watchdog", "dashboard" })
        {
            var check = await installed.RunAsync(program, signIn: true, "check-config");
            Assert.True(check.Exit == 0, check.Error);
            Assert.Contains(installed.Data, check.Output, StringComparison.Ordinal);
            Assert.DoesNotContain(Installation.Secret, check.Output, StringComparison.Ordinal);
        }

        installed.Start("dashboard");
        installed.Start("watchdog", "run");
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        await OkAsync(http, new Uri(installed.Watchdog, "/healthz"));
        await OkAsync(http, new Uri(installed.Dashboard, "/healthz"));
        await OkAsync(http, new Uri(installed.Dashboard, "/ready"));
        var page = await http.GetStringAsync(new Uri(installed.Dashboard, "/signin"));
        var styles = Style().Matches(page);
        Assert.NotEmpty(styles);
        foreach (Match style in styles)
        {
            using var sheet = await http.GetAsync(new Uri(installed.Dashboard, style.Groups["href"].Value));
            Assert.Equal(HttpStatusCode.OK, sheet.StatusCode);
            Assert.Equal("text/css", sheet.Content.Headers.ContentType?.MediaType);
        }

        using var nobody = await http.GetAsync(installed.Dashboard);
        Assert.Equal(HttpStatusCode.Redirect, nobody.StatusCode);
        using var development = await http.PostAsync(
            new Uri(installed.Dashboard, "/signin/development"),
            content: null
        );
        Assert.True((int)development.StatusCode is 404 or 405, $"{development.StatusCode}");
        using var asIc = new HttpRequestMessage(HttpMethod.Get, new Uri(installed.Dashboard, "/api/environments"));
        asIc.Headers.Add("X-Dev-User", "ic");
        using var header = await http.SendAsync(asIc);
        Assert.Equal(HttpStatusCode.Unauthorized, header.StatusCode);
        Assert.Equal(before, installed.ProgramFiles());
    }

    private static async Task OkAsync(HttpClient http, Uri address)
    {
        for (var tries = 0; tries < 600; tries++)
        {
            try
            {
                using var answer = await http.GetAsync(address);
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200));
        }

        Assert.Fail($"{address} did not answer 200 within two minutes.");
    }

    [GeneratedRegex("<link[^>]*href=\"(?<href>[^\"]+\\.css)\"", RegexOptions.None, 1000)]
    private static partial Regex Style();
}
