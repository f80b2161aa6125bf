using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Mcpx.Domain;
using Mcpx.Domain.Configuration;
using Mcpx.Watchdog.Configuration;
using Mcpx.Watchdog.Wire;

namespace Mcpx.Watchdog.Comms;

/// <summary>Posts to Slack, as a bot where there is one and through the webhook otherwise, and says why a message did not arrive.</summary>
internal sealed class SlackSender(WatchdogOptions options, IHttpClientFactory clients, ILogger log)
{
    private const int LongestWord = 60;
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);

    // What passes by itself; every other word of Slack's stays as it is until somebody changes something.
    private static readonly string[] Passing =
    [
        "ratelimited",
        "rate_limited",
        "internal_error",
        "fatal_error",
        "service_unavailable",
        "request_timeout",
    ];

    private string? Token => options.Slack.BotTokenVariable is { } variable ? Secrets.Read(variable) : null;

    private Uri? Webhook =>
        Uri.TryCreate(SlackWebhooks.AddressOf(options.Slack), UriKind.Absolute, out var address) ? address : null;

    private bool IsBot => options.Slack.BotTokenVariable is not null;

    private string Peer => IsBot ? "Slack" : "the webhook";

    /// <summary>Sends one message once: whether it is tried again is for the caller, who knows whether it may have arrived.</summary>
    public async Task<SlackAnswer> PostAsync(SlackPost post, CancellationToken cancellation)
    {
        if (IsBot ? Token is null : Webhook is null)
        {
            return new(IsBot ? "the bot's token is not set" : "no webhook is configured");
        }

        try
        {
            using var client = clients.CreateClient(SlackNotifier.Client);
            using var request = IsBot ? ForBot("chat.postMessage", Body(post)) : ForWebhook(post);
            using var response = await client.SendAsync(request, cancellation);
            // What comes next is written to the journal: not on the socket's thread.
            await Task.Yield();
            return response.StatusCode == HttpStatusCode.TooManyRequests ? Limited(response)
                : !response.IsSuccessStatusCode
                    ? new(
                        FormattableString.Invariant($"{Peer} answered {(int)response.StatusCode}"),
                        Again: (int)response.StatusCode is >= 500 or 408 ? Soon : null
                    )
                : IsBot ? Read(await response.Content.ReadAsByteArrayAsync(cancellation))
                : new(Fault: null);
        }
        catch (Exception problem) when (!cancellation.IsCancellationRequested && problem is not OutOfMemoryException)
        {
            // What fails is a message that did not arrive, or of which nobody knows, and nothing more.
            Log.NotSent(log, post.Channel, problem);
            return problem is not HttpRequestException failed
                    ? new($"{Peer} did not answer in time", Again: Soon, Lost: true)
                : Delivery.IsBefore(failed.HttpRequestError) ? new($"{Peer} cannot be reached", Again: Soon)
                : new($"{Peer} broke off", Again: Soon, Lost: true);
        }
    }

    /// <summary>Says at start whether messages can be sent at all, without sending one.</summary>
    /// <returns>A warning; null when they can.</returns>
    public async Task<string?> CheckAsync(CancellationToken cancellation)
    {
        var (address, token) = (IsBot ? new Uri(options.Slack.ApiAddress) : Webhook, Token);
        if (address is null || (IsBot && token is null))
        {
            return null;
        }

        try
        {
            using var client = clients.CreateClient(SlackNotifier.Client);
            using var request = IsBot ? ForBot("auth.test", new { }) : new(HttpMethod.Head, address);
            using var response = await client.SendAsync(request, cancellation);
            await Task.Yield();
            return
                IsBot
                && response.IsSuccessStatusCode
                && Read(await response.Content.ReadAsByteArrayAsync(cancellation)) is { Fault: { } fault, Again: null }
                ? $"The Slack bot at {address.Host} will not be heard, {fault}: messages will not arrive."
                : null;
        }
        catch (Exception problem) when (!cancellation.IsCancellationRequested && problem is not OutOfMemoryException)
        {
            // Time limits are the client's and end in exceptions of their own: none of them keeps the watchdog down.
            return $"The Slack {(IsBot ? "API" : "webhook")} at {address.Host} cannot be reached: messages will not arrive.";
        }
    }

    private static object Body(SlackPost post)
    {
        var body = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["channel"] = post.Channel,
            ["text"] = SlackMarkup.Of(post.Text, post.References),
            // Nothing becomes a link or a mention but what is marked as one.
            ["parse"] = "none",
            ["link_names"] = false,
            // Addresses in a message are the dashboard's; nobody else's page is fetched for it.
            ["unfurl_links"] = false,
            ["unfurl_media"] = false,
        };
        if (post.Thread is { } thread)
        {
            body["thread_ts"] = thread;
            body["reply_broadcast"] = post.IsBig;
        }

        if (post.Question is { } question)
        {
            body["blocks"] = SlackBlocks.Of(post, question);
        }

        return body;
    }

    private static StringContent Json(object body) =>
        new(JsonSerializer.Serialize(body, JsonSerializerOptions.Web), Encoding.UTF8, "application/json");

    private HttpRequestMessage ForBot(string method, object body) =>
        new(HttpMethod.Post, new Uri(new($"{options.Slack.ApiAddress.TrimEnd('/')}/"), method))
        {
            Content = Json(body),
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", Token) },
        };

    private HttpRequestMessage ForWebhook(SlackPost post) =>
        new(HttpMethod.Post, Webhook) { Content = Json(Body(post)) };

    private SlackAnswer Limited(HttpResponseMessage response)
    {
        var asked = response.Headers.RetryAfter?.Delta ?? Soon;
        var wait =
            asked < Soon ? Soon
            : asked > LongestWait ? LongestWait
            : asked;
        return new($"{Peer} asked to wait {Words.Duration(wait)}", Again: wait);
    }

    /// <summary>For example <c>{"ok":false,"error":"channel_not_found"}</c> or <c>{"ok":true,"ts":"1503435956.000247"}</c>.</summary>
    private static SlackAnswer Read(byte[] answer)
    {
        try
        {
            using var json = JsonDocument.Parse(answer);
            var root = json.RootElement;
            if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("ok", out var ok))
            {
                var ts = WordOf(root, "ts", static letter => char.IsAsciiDigit(letter) || letter == '.');
                var error = WordOf(root, "error", static letter => char.IsAsciiLetterOrDigit(letter) || letter == '_');
                return ok.ValueKind switch
                {
                    JsonValueKind.True => new(Fault: null, ts),
                    JsonValueKind.False => new(
                        $"Slack answered {error ?? "no without a reason"}",
                        Again: Passing.Contains(error, StringComparer.Ordinal) ? Soon : null
                    ),
                    _ => Unreadable,
                };
            }
        }
        catch (JsonException)
        {
            // Said below.
        }

        return Unreadable;
    }

    private static SlackAnswer Unreadable => new("Slack answered something that cannot be read");

    private static string? WordOf(JsonElement root, string name, Func<char, bool> isLetter) =>
        root.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String
        && value.GetString() is { Length: > 0 and <= LongestWord } word
        && word.All(isLetter)
            ? word
            : null;
}
