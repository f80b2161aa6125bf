using System.Net.Http.Json;
using System.Text.Json;

namespace Mcpx.Sandbox.Tests;

/// <summary>The inbox takes what a bot of Slack posts, and shows threads as people read them.</summary>
public sealed class InboxTests(SandboxProcess sandbox) : IClassFixture<SandboxProcess>
{
    [Fact]
    public async Task Post_UnderAnother_IsShownUnderIt()
    {
        var first = await PostAsync(new { channel = "#release", text = "*first* &lt;b&gt;" });
        var ts = first.GetProperty("ts").GetString();
        await PostAsync(new { channel = "#release", text = "an own one" });
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
