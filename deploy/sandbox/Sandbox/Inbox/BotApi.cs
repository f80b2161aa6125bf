using System.Text.Json;

namespace Mcpx.Sandbox.Inbox;

/// <summary>
/// As much of Slack's Web API as a bot needs that posts: <c>auth.test</c> and <c>chat.postMessage</c>, under <c>/inbox/api/</c>. The
/// portal's token is the bot's.
/// </summary>
internal static class BotApi
{
    private const int MostBytes = 1024 * 1024;

    public static void Map(WebApplication app, SlackInbox inbox)
    {
        app.MapPost("/inbox/api/auth.test", (HttpRequest request) => IsBot(request) ? Ok(null) : No("invalid_auth"));
        app.MapPost("/inbox/api/chat.postMessage", (HttpRequest request) => PostAsync(inbox, request));
    }

    /// <summary>Every answer is 200; whether it was taken stands in it.</summary>
    private static async Task<IResult> PostAsync(SlackInbox inbox, HttpRequest request)
    {
        if (!IsBot(request))
            return No("invalid_auth");
        if (request.ContentLength is not <= MostBytes)
            return No("msg_too_long");
        try
        {
            using var body = await JsonDocument.ParseAsync(
                request.Body,
                cancellationToken: request.HttpContext.RequestAborted
            );
            var root = body.RootElement;
            if (Text(root, "channel") is not { Length: > 0 } channel)
                return No("channel_not_found");
            if (Text(root, "text") is not { Length: > 0 } text)
                return No("no_text");
            return Ok(
                inbox.Add(
                    new InboxMessage(default, channel, text)
                    {
                        Thread = Text(root, "thread_ts"),
                        IsBroadcast = Part(root, "reply_broadcast").ValueKind == JsonValueKind.True,
                        Buttons = [.. Buttons(Part(root, "blocks"))],
                    }
                )
            );
        }
        catch (JsonException)
        {
            return No("invalid_json");
        }
    }

    private static bool IsBot(HttpRequest request) =>
        request.Headers.Authorization.ToString() == $"Bearer {Secrets.PortalToken()}";

    private static IEnumerable<string> Buttons(JsonElement blocks) =>
        from block in Items(blocks)
        from element in Items(Part(block, "elements"))
        where Text(element, "type") == "button"
        select Text(Part(element, "text"), "text") ?? "";

    private static IEnumerable<JsonElement> Items(JsonElement of) =>
        of.ValueKind == JsonValueKind.Array ? of.EnumerateArray() : [];

    private static JsonElement Part(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var part) ? part : default;

    private static string? Text(JsonElement of, string name) =>
        Part(of, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static IResult Ok(string? ts) => Results.Json(new { ok = true, ts });

    private static IResult No(string error) => Results.Json(new { ok = false, error });
}
