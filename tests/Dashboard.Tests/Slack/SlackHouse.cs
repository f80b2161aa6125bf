using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Mcpx.Dashboard.Tests.Api;
using Mcpx.Dashboard.Tests.Auth;
using Mcpx.Db;
using Mcpx.Domain.Comms;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Mcpx.Dashboard.Tests.Slack;

/// <summary>The real dashboard, with INC-0001 proposed and people known to Slack, and a place that takes its answers as Slack does.</summary>
internal sealed class SlackHouse : IAsyncDisposable
{
    public const string Secret = "signing-secret-of-the-tests";

    private readonly SeededStore _store = new();
    private readonly WebApplication _slack;
    private readonly Func<DashboardFactory> _build;
    private DashboardFactory _factory;
    private HttpClient _client;

    private SlackHouse(WebApplication slack, bool isOn, string environment, (string, string)[] settings)
    {
        _slack = slack;
        Hash = _store.Propose();
        _store.Know(
            new()
            {
                Name = "ada",
                Role = Role.IncidentCommander,
                SlackId = "U0ADA",
            },
            new()
            {
                Name = "dee",
                Role = Role.Deputy,
                SlackId = "U0DEE",
                AlsoKnownAs = ["deployer"],
            },
            new()
            {
                Name = "sam",
                Role = Role.Sre,
                SlackId = "U0SAM",
            }
        );
        (string, string)[] own =
        [
            ("Dashboard:DataDirectory", _store.Folder),
            ("Dashboard:Slack:Enabled", isOn ? "true" : "false"),
            ("Dashboard:Slack:AnswerAddress", _slack.Urls.First()),
            ("MCPX_SLACK_SIGNING_SECRET", Secret),
        ];
        _build = () => new(environment, [.. own, .. settings]);
        _factory = _build();
        _client = _factory.Browser();
    }

    /// <summary>The proposed plan.</summary>
    public string Hash { get; }

    /// <summary>What was sent back to whoever pressed.</summary>
    public ConcurrentQueue<string> Replies { get; } = [];

    /// <summary>Where Slack would want it.</summary>
    public string ReplyTo => $"{_slack.Urls.First()}/actions/T1/1";

    /// <summary>The incident as the store has it now.</summary>
    public Incident Incident => Journal.Incidents["INC-0001"];

    /// <summary>The journal as it is now.</summary>
    public JournalState Journal => new JournalTail(new Db.Store(_store.Folder).Journal).CatchUp();

    /// <summary>Does something behind the dashboard's back, as a colleague would on its pages.</summary>
    public void Execute(IncidentCommand command, Actor by)
    {
        var journal = new Db.Store(_store.Folder).Journal;
        var outcome = new IncidentLog(journal, new JournalTail(journal), TimeProvider.System).Execute(
            "INC-0001",
            command,
            by
        );
        Assert.Null(outcome.Refusal);
    }

    public static async Task<SlackHouse> OpenAsync(
        bool isOn = true,
        string environment = "Development",
        params (string, string)[] settings
    )
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var slack = builder.Build();
        SlackHouse? house = null;
        slack.MapPost(
            "/actions/{team}/{id}",
            async (HttpRequest request) =>
            {
                using var reader = new StreamReader(request.Body);
                house!.Replies.Enqueue(await reader.ReadToEndAsync());
            }
        );
        await slack.StartAsync();
        house = new(slack, isOn, environment, settings);
        await house.UntilReadyAsync();
        return house;
    }

    /// <summary>Ends the dashboard and starts another one over the same store.</summary>
    public async Task RestartAsync()
    {
        _client.Dispose();
        await _factory.DisposeAsync();
        _factory = _build();
        _client = _factory.Browser();
        await UntilReadyAsync();
    }

    /// <summary>What Slack sends when a button is pressed.</summary>
    public string Press(string user, string action = SlackActions.Approve, string? hash = null, string reason = "") =>
        "payload="
        + Uri.EscapeDataString(
            $$$$$"""
            {"type":"block_actions","user":{"id":"{{{{{user}}}}}","name":"x"},"response_url":"{{{{{ReplyTo}}}}}",
             "state":{"values":{"mcpx-reason":{"mcpx-reason":{"type":"plain_text_input","value":"{{{{{reason}}}}}"}}}},
             "actions":[{"action_id":"{{{{{action}}}}}","value":"INC-0001 {{{{{hash ?? Hash}}}}}"}]}
            """
        );

    /// <summary>Sends it, signed as Slack would.</summary>
    public Task<(HttpStatusCode Status, string Words)> SendAsync(string body, TimeSpan age = default)
    {
        var at = (TimeProvider.System.GetUtcNow() - age).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return SendAsync(body, at, Sign(Secret, at, body));
    }

    public async Task<(HttpStatusCode Status, string Words)> SendAsync(string body, string? at, string? signature)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/api/slack/actions", UriKind.Relative));
        request.Content = new StringContent(body, Encoding.UTF8, "application/x-www-form-urlencoded");
        request.Headers.ExpectContinue = true;
        if (at is not null)
        {
            request.Headers.TryAddWithoutValidation("X-Slack-Request-Timestamp", at);
        }

        if (signature is not null)
        {
            request.Headers.TryAddWithoutValidation("X-Slack-Signature", signature);
        }

        using var answer = await _client.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    public static string Sign(string secret, string at, string body) =>
        "v0="
        + Convert.ToHexStringLower(
            HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"v0:{at}:{body}"))
        );

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _factory.DisposeAsync();
        await _slack.DisposeAsync();
        _store.Dispose();
    }

    private async Task UntilReadyAsync()
    {
        for (var i = 0; i < 400 && !await IsReadyAsync(); i++)
        {
            await Task.Delay(25);
        }
    }

    private async Task<bool> IsReadyAsync() =>
        (await _client.GetAsync(new Uri("/ready", UriKind.Relative))).IsSuccessStatusCode;
}
