using System.Text.Json;
using Mcpx.Domain.Comms;
using Microsoft.AspNetCore.WebUtilities;

namespace Mcpx.Dashboard.Slack;

/// <summary>A button that somebody pressed.</summary>
/// <param name="User">Their member id in Slack.</param>
/// <param name="Approves">Whether it was to approve; to reject otherwise.</param>
/// <param name="Question">Incident and plan that stood in the message.</param>
/// <param name="Reason">What they wrote beside it; empty for nothing.</param>
/// <param name="AnswerTo">Where Slack wants an answer for them; null for nowhere.</param>
internal sealed record SlackAction(string User, bool Approves, PlanQuestion Question, string Reason, Uri? AnswerTo)
{
    private const int LongestPayload = 256 * 1024;

    /// <summary>
    /// Reads a call: a form with one field, <c>payload={"type":"block_actions","user":{"id":"U012"},"actions":[{"action_id":"mcpx-approve",
    /// "value":"INC-0001 3f9a…"}],"response_url":"https://hooks.slack.com/…"}</c>.
    /// </summary>
    /// <param name="body">The call's body.</param>
    /// <param name="action">What was pressed; null where it is none of our buttons.</param>
    /// <returns>Whether it could be read.</returns>
    public static bool TryRead(string body, out SlackAction? action)
    {
        action = null;
        try
        {
            using var form = new FormReader(body) { ValueCountLimit = 4, ValueLengthLimit = LongestPayload };
            if (!form.ReadForm().TryGetValue("payload", out var payloads) || payloads is not [{ } payload])
            {
                return false;
            }

            using var json = JsonDocument.Parse(payload, new() { MaxDepth = 32 });
            var root = json.RootElement;
            if (Text(root, "type") is null)
            {
                return false;
            }

            action = Read(root);
            return true;
        }
        catch (Exception problem) when (problem is JsonException or InvalidDataException or InvalidOperationException)
        {
            return false;
        }
    }

    private static SlackAction? Read(JsonElement root)
    {
        var pressed =
            Part(root, "actions") is { ValueKind: JsonValueKind.Array } actions && actions.GetArrayLength() == 1
                ? actions[0]
                : default;
        var approves = Text(pressed, "action_id") switch
        {
            SlackActions.Approve => (bool?)true,
            SlackActions.Reject => false,
            _ => null,
        };
        return
            approves is { } yes
            && Text(Part(root, "user"), "id") is { } user
            && SlackActions.Parse(Text(pressed, "value")) is { } question
            ? new(
                user,
                yes,
                question,
                Text(
                    Part(Part(Part(Part(root, "state"), "values"), SlackActions.ReasonBlock), SlackActions.ReasonBlock),
                    "value"
                ) ?? "",
                Uri.TryCreate(Text(root, "response_url"), UriKind.Absolute, out var address) ? address : null
            )
            : null;
    }

    private static JsonElement Part(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var part) ? part : default;

    private static string? Text(JsonElement of, string name) =>
        Part(of, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}
