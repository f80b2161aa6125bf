using Mcpx.Domain.Comms;

namespace Mcpx.Watchdog.Comms;

/// <summary>A proposal with its buttons, as Slack's Block Kit has them. What they are called is read by the dashboard's endpoint.</summary>
internal static class SlackBlocks
{
    // A section takes 3,000 characters.
    private const int Longest = 2_900;

    /// <summary>The blocks of a message that asks.</summary>
    /// <param name="post">The message.</param>
    /// <param name="question">What is asked.</param>
    public static object Of(SlackPost post, PlanQuestion question) =>
        new object[]
        {
            new
            {
                type = "section",
                text = new
                {
                    type = "mrkdwn",
                    text = SlackMarkup.Of(post.Text, post.References, Longest),
                    // Nothing becomes a link or a mention but what is marked as one.
                    verbatim = true,
                },
            },
            new
            {
                type = "input",
                block_id = SlackActions.ReasonBlock,
                optional = true,
                label = Plain("Reason, where you reject"),
                element = new
                {
                    type = "plain_text_input",
                    action_id = SlackActions.ReasonBlock,
                    max_length = 1_000,
                },
            },
            new
            {
                type = "actions",
                elements = new object[]
                {
                    Button("Approve", SlackActions.Approve, "primary", question, "The rollback begins at once."),
                    Button("Reject", SlackActions.Reject, "danger", question, "The rollback is not carried out."),
                },
            },
        };

    private static object Button(string word, string action, string style, PlanQuestion question, string consequence) =>
        new
        {
            type = "button",
            text = Plain(word),
            action_id = action,
            style,
            value = SlackActions.Value(question),
            confirm = new
            {
                title = Plain($"{word}?"),
                text = Plain(consequence),
                confirm = Plain(word),
                deny = Plain("Back"),
            },
        };

    private static object Plain(string text) => new { type = "plain_text", text };
}
