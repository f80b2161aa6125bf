using System.Text.Json;

namespace Mcpx.Sandbox.Inbox;

/// <summary>Takes pages in the shape of PagerDuty's Events API, version 2, and those of the product's own webhook.</summary>
internal static class PageInbox
{
    private const int MostBytes = 512 * 1024;

    public static void Map(WebApplication app, SlackInbox inbox)
    {
        app.MapPost("/inbox/pagerduty", (HttpRequest request) => EventAsync(inbox, request));
        app.MapPost("/inbox/page", (HttpRequest request) => PageAsync(inbox, request));
    }

    private static async Task<IResult> EventAsync(SlackInbox inbox, HttpRequest request)
    {
        using var body = await ReadAsync(request);
        if (body is null)
            return Invalid("no JSON object");
        var page = body.RootElement;
        var (key, act, dedup) = (Text(page, "routing_key"), Text(page, "event_action"), Text(page, "dedup_key"));
        if (key is not { Length: > 0 })
            return Invalid("routing_key is needed");
        if (act is not ("trigger" or "acknowledge" or "resolve"))
            return Invalid("event_action must be trigger, acknowledge or resolve");
        if (act != "trigger" && dedup is null)
            return Invalid("dedup_key is needed");
        var payload = page.TryGetProperty("payload", out var given) ? given : default;
        var details =
            payload.ValueKind == JsonValueKind.Object && payload.TryGetProperty("custom_details", out var more)
                ? more
                : default;
        var who = Text(details, "person") is { } person ? $" for {person}" : "";
        inbox.Add("PagerDuty", $"*{act}*{who} `{dedup}` {Text(payload, "summary")}".TrimEnd());
        return Results.Json(
            new
            {
                status = "success",
                message = "Event processed",
                dedup_key = dedup,
            },
            statusCode: StatusCodes.Status202Accepted
        );
    }

    private static async Task<IResult> PageAsync(SlackInbox inbox, HttpRequest request)
    {
        using var body = await ReadAsync(request);
        if (body is null || Text(body.RootElement, "action") is not { } act)
            return Invalid("action is needed");
        inbox.Add("Paging webhook", $"*{act}* {Text(body.RootElement, "text")}".TrimEnd());
        return Results.Ok();
    }

    private static async Task<JsonDocument?> ReadAsync(HttpRequest request)
    {
        if (request.ContentLength is null or > MostBytes)
            return null;
        try
        {
            var body = await JsonDocument.ParseAsync(
                request.Body,
                cancellationToken: request.HttpContext.RequestAborted
            );
            if (body.RootElement.ValueKind == JsonValueKind.Object)
                return body;
            body.Dispose();
            return null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static IResult Invalid(string problem) =>
        Results.Json(new { status = "invalid event", errors = new[] { problem } }, statusCode: 400);

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object
        && element.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
