using System.Text;
using Mcpx.Dashboard.Auth;

namespace Mcpx.Dashboard.Slack;

/// <summary>Where Slack tells what somebody pressed. It signs in nobody: the signature is looked at here, before anything is read.</summary>
internal static class SlackEndpoints
{
    /// <summary>The largest body; Slack's have some thousand bytes.</summary>
    public const int LargestBody = 256 * 1024;

    public static void MapSlack(this RouteGroupBuilder api) =>
        api.MapPost("/slack/actions", TakeAsync)
            .AllowAnonymous()
            .RequireRateLimiting(Limits.Door)
            .WithSummary(
                "What somebody pressed in Slack, signed by Slack. 404 where Dashboard:Slack:Enabled is not set; the answer is for the person who pressed."
            )
            .Produces(StatusCodes.Status200OK)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge);

    private static async Task<IResult> TakeAsync(
        HttpContext context,
        SlackMode mode,
        SeenOnce seen,
        SlackAnswering answering,
        SlackReply reply,
        TimeProvider time
    )
    {
        if (!mode.Options.Enabled)
        {
            return Results.Problem("Nothing is answered from Slack here (Dashboard:Slack:Enabled).", statusCode: 404);
        }

        if (await ReadAsync(context.Request) is not { } body)
        {
            return Results.Problem("The body is too large.", statusCode: StatusCodes.Status413PayloadTooLarge);
        }

        var signature = context.Request.Headers["X-Slack-Signature"].ToString();
        var timestamp = context.Request.Headers["X-Slack-Request-Timestamp"].ToString();
        if (SlackSignature.Problem(mode.RevealSecret(), timestamp, signature, body, time.GetUtcNow()) is { } problem)
        {
            return Results.Problem(problem, statusCode: StatusCodes.Status401Unauthorized);
        }

        if (!seen.Take(signature))
        {
            return Results.Problem("The call was taken already.", statusCode: StatusCodes.Status409Conflict);
        }

        if (!SlackAction.TryRead(Encoding.UTF8.GetString(body), out var action))
        {
            return Results.Problem("The body cannot be read.", statusCode: StatusCodes.Status400BadRequest);
        }

        if (action is null)
        {
            return Results.Ok();
        }

        var words = answering.Answer(action);
        reply.Send(action.AnswerTo, words);
        return Results.Ok(SlackReply.Of(words));
    }

    /// <summary>Every byte as it came; null where there are too many, which are not read.</summary>
    private static async Task<byte[]?> ReadAsync(HttpRequest request)
    {
        if (request.ContentLength > LargestBody)
        {
            return null;
        }

        using var body = new MemoryStream();
        var part = new byte[8 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(part, request.HttpContext.RequestAborted)) > 0)
        {
            if (body.Length + read > LargestBody)
            {
                return null;
            }

            body.Write(part, 0, read);
        }

        return body.ToArray();
    }
}
