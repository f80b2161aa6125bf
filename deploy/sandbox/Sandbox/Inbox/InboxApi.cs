using System.Text.Json;

namespace Mcpx.Sandbox.Inbox;

/// <summary>Takes messages in the shape of Slack's incoming webhooks and shows them.</summary>
internal static class InboxApi
{
    private const int MostBytes = 1024 * 1024;

    public static void Map(WebApplication app)
    {
        var inbox = app.Services.GetRequiredService<SlackInbox>();
        BotApi.Map(app, inbox);
        app.MapPost("/inbox/slack", (HttpRequest request) => ReceiveAsync(inbox, request));
        PageInbox.Map(app, inbox);
        app.MapGet("/inbox.json", () => inbox.NewestFirst());
        app.MapGet("/inbox", () => Results.Content(InboxPage.Render(inbox.NewestFirst()), "text/html; charset=utf-8"));
    }

    /// <summary>Answers in plain text with Slack's own words, as a client of Slack expects them.</summary>
    private static async Task<IResult> ReceiveAsync(SlackInbox inbox, HttpRequest request)
    {
        if (request.ContentLength > MostBytes)
            return Results.Text("payload_too_large", statusCode: 413);
        try
        {
            using var body = await JsonDocument.ParseAsync(
                request.Body,
                cancellationToken: request.HttpContext.RequestAborted
            );
            var text = Property(body, "text");
            if (string.IsNullOrEmpty(text))
                return Results.Text("no_text", statusCode: 400);
            inbox.Add(Property(body, "channel"), text);
            return Results.Text("ok");
        }
        catch (JsonException)
        {
            return Results.Text("invalid_payload", statusCode: 400);
        }
    }

    private static string? Property(JsonDocument body, string name) =>
        body.RootElement.ValueKind == JsonValueKind.Object
        && body.RootElement.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
