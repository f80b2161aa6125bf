using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Mcpx.Sandbox.Tests;

/// <summary>The inbox takes what a bot of Slack and pagers post, and shows it as people read it.</summary>
public sealed class InboxTests(SandboxProcess sandbox) : IClassFixture<SandboxProcess>
{
    [Fact]
    public async Task Post_UnderAnother_IsShownUnderIt()
    {
        var first = await PostAsync(new { channel = "#release", text = "*first* &lt;b&gt;" });
        var ts = first.GetProperty("ts").GetString();
        await PostAsync(new { channel = "#release", text = "an own one <https://w.example/incidents/INC-0001>" });
        await PostAsync(
            new
            {
                channel = "#release",
                text = "under it",
                thread_ts = ts,
                reply_broadcast = true,
                blocks = new object[]
                {
                    new
                    {
                        type = "actions",
                        elements = new[] { new { type = "button", text = new { text = "Approve" } } },
                    },
                },
            }
        );

        using var inbox = JsonDocument.Parse(await sandbox.Http.GetStringAsync($"{sandbox.Control}/inbox.json"));
        var newest = inbox.RootElement[0];
        Assert.Equal(
            ("under it", ts),
            (newest.GetProperty("text").GetString(), newest.GetProperty("thread").GetString())
        );
        var page = await sandbox.Http.GetStringAsync($"{sandbox.Control}/inbox");
        Assert.Contains("<b>first</b> &lt;b&gt;", page, StringComparison.Ordinal);
        Assert.Contains(
            "<a href=\"https://w.example/incidents/INC-0001\">https://w.example/incidents/INC-0001</a>",
            page,
            StringComparison.Ordinal
        );
        Assert.True(
            page.IndexOf("an own one", StringComparison.Ordinal) < page.IndexOf("<b>first", StringComparison.Ordinal)
        );
        Assert.True(
            page.IndexOf("<b>first", StringComparison.Ordinal) < page.IndexOf("under it", StringComparison.Ordinal)
        );
        Assert.Contains("also in the channel", page, StringComparison.Ordinal);
        Assert.Contains("<i>Approve</i>", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"channel":"#release"}""", "no_text")]
    [InlineData("""{"text":"x"}""", "channel_not_found")]
    [InlineData("[]", "channel_not_found")]
    [InlineData("nonsense", "invalid_json")]
    public async Task Post_WhatSlackRefuses_IsRefusedInItsWords(string body, string error)
    {
        using var answer = await sandbox.Http.PostAsync(
            new Uri($"{sandbox.Control}/inbox/api/chat.postMessage"),
            new StringContent(body, System.Text.Encoding.UTF8, "application/json")
        );

        Assert.Equal($$"""{"ok":false,"error":"{{error}}"}""", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Post_WithoutTheToken_IsRefused()
    {
        using var stranger = new HttpClient();
        using var answer = await stranger.PostAsJsonAsync(new Uri($"{sandbox.Control}/inbox/api/auth.test"), new { });

        Assert.Equal("""{"ok":false,"error":"invalid_auth"}""", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Page_AsTheProductSendsThem_IsShownWithWhoIsCalled()
    {
        using var called = await PageAsync(
            "pagerduty",
            """
            {"routing_key":"k","event_action":"trigger","dedup_key":"INC-0007","payload":
             {"summary":"P1 INC-0007 in Prod","severity":"critical","custom_details":{"person":"sam"}}}
            """
        );
        using var taken = await PageAsync(
            "pagerduty",
            """{"routing_key":"k","event_action":"acknowledge","dedup_key":"INC-0007"}"""
        );
        using var posted = await PageAsync("page", """{"version":1,"action":"resolve","text":"INC-0007 is over"}""");

        Assert.Equal(HttpStatusCode.Accepted, called.StatusCode);
        Assert.Equal(
            """{"status":"success","message":"Event processed","dedup_key":"INC-0007"}""",
            await called.Content.ReadAsStringAsync()
        );
        Assert.Equal(HttpStatusCode.Accepted, taken.StatusCode);
        Assert.Equal(HttpStatusCode.OK, posted.StatusCode);
        using var inbox = JsonDocument.Parse(await sandbox.Http.GetStringAsync($"{sandbox.Control}/inbox.json"));
        Assert.Equal(
            [
                ("Paging webhook", "*resolve* INC-0007 is over"),
                ("PagerDuty", "*acknowledge* `INC-0007`"),
                ("PagerDuty", "*trigger* for sam `INC-0007` P1 INC-0007 in Prod"),
            ],
            inbox
                .RootElement.EnumerateArray()
                .Select(message =>
                    (Channel: message.GetProperty("channel").GetString(), Text: message.GetProperty("text").GetString())
                )
                .Where(message => message.Channel is "PagerDuty" or "Paging webhook")
        );
    }

    [Theory]
    [InlineData("pagerduty", "[]", "no JSON object")]
    [InlineData("pagerduty", "nonsense", "no JSON object")]
    [InlineData("pagerduty", "", "no JSON object")]
    [InlineData("pagerduty", """{"event_action":"trigger"}""", "routing_key is needed")]
    [InlineData("pagerduty", """{"routing_key":"","event_action":"trigger"}""", "routing_key is needed")]
    [InlineData(
        "pagerduty",
        """{"routing_key":"k","event_action":"shout"}""",
        "event_action must be trigger, acknowledge or resolve"
    )]
    [InlineData("pagerduty", """{"routing_key":"k","event_action":"resolve"}""", "dedup_key is needed")]
    [InlineData("page", """{"text":"x"}""", "action is needed")]
    [InlineData("page", """{"action":7}""", "action is needed")]
    public async Task Page_WhatAServiceRefuses_IsRefusedWithWhatIsWrong(string way, string body, string problem)
    {
        using var answer = await PageAsync(way, body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(
            $$"""{"status":"invalid event","errors":["{{problem}}"]}""",
            await answer.Content.ReadAsStringAsync()
        );
    }

    private Task<HttpResponseMessage> PageAsync(string way, string body) =>
        sandbox.Http.PostAsync(
            new Uri($"{sandbox.Control}/inbox/{way}"),
            new StringContent(body, System.Text.Encoding.UTF8, "application/json")
        );

    private async Task<JsonElement> PostAsync(object message)
    {
        using var content = new StringContent(
            JsonSerializer.Serialize(message),
            System.Text.Encoding.UTF8,
            "application/json"
        );
        using var answer = await sandbox.Http.PostAsync(
            new Uri($"{sandbox.Control}/inbox/api/chat.postMessage"),
            content
        );
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
    }
}
