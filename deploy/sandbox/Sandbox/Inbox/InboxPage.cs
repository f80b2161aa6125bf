using System.Globalization;
using System.Net;
using System.Text;

namespace Mcpx.Sandbox.Inbox;

/// <summary>The inbox as a page of its own: no script, no request to anywhere.</summary>
internal static class InboxPage
{
    private const string Head = """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta http-equiv="refresh" content="5">
        <title>Sandbox inbox</title>
        <link rel="icon" href="data:,">
        <style>
        :root { --ink: #1c2430; --soft: #5b6675; --paper: #f5f7fa; --card: #fff; --line: #d9dfe7; --mark: #2457c5; }
        @media (prefers-color-scheme: dark) {
          :root { --ink: #e6eaf0; --soft: #9aa6b5; --paper: #12161c; --card: #1b212a; --line: #303a47; --mark: #8db2ff; }
        }
        body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
        main { max-width: 46rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
        h1 { font-size: 1.5rem; margin: 0; }
        .about { color: var(--soft); margin: .25rem 0 1.5rem; }
        ol { list-style: none; margin: 0; padding: 0; display: grid; gap: .75rem; }
        li { background: var(--card); border: 1px solid var(--line); border-left: 4px solid var(--mark); border-radius: .5rem; padding: .75rem 1rem; }
        li header { display: flex; flex-wrap: wrap; gap: .25rem 1rem; justify-content: space-between; color: var(--soft); font-size: .875rem; }
        li header b { color: var(--mark); }
        li p { margin: .25rem 0 0; white-space: pre-wrap; overflow-wrap: anywhere; }
        li ol { gap: 0; margin-top: .5rem; border-top: 1px solid var(--line); }
        li li { border: 0; border-radius: 0; padding: .375rem 0 0 1rem; background: none; }
        li i { font-style: normal; border: 1px solid var(--mark); border-radius: .25rem; padding: 0 .5rem; margin-right: .5rem; color: var(--mark); }
        .empty { border: 1px dashed var(--line); border-radius: .5rem; padding: 2rem 1rem; text-align: center; color: var(--soft); }
        </style>
        </head>
        <body>
        <main>
        <h1>Inbox</h1>
        <p class="about">What would go to Slack and to pagers, newest first, threads from their beginning. Nothing leaves this machine.</p>
        """;

    private const string Tail = """

        </main>
        </body>
        </html>
        """;

    public static string Render(IReadOnlyList<InboxMessage> newestFirst)
    {
        var page = new StringBuilder(Head);
        if (newestFirst.Count == 0)
            page.Append("""<p class="empty">No message yet.</p>""");
        else
            page.Append("<ol>");
        var known = newestFirst.Select(message => (message.Channel, message.Ts)).ToHashSet();
        var threads = newestFirst
            .Where(message => message.Thread is not null)
            .ToLookup(message => (message.Channel, (string?)message.Thread));
        foreach (
            var message in newestFirst.Where(one => one.Thread is null || !known.Contains((one.Channel, one.Thread)))
        )
        {
            Append(page, message, message.Channel ?? "default channel");
            // A thread is read from its beginning.
            if (
                message.Ts is not null
                && threads[(message.Channel, message.Ts)].Reverse().ToList() is { Count: > 0 } replies
            )
            {
                page.Append("<ol>");
                foreach (var reply in replies)
                {
                    Append(page, reply, reply.IsBroadcast ? "also in the channel" : "in the thread");
                    page.Append("</li>");
                }

                page.Append("</ol>");
            }

            page.Append("</li>");
        }

        if (newestFirst.Count > 0)
            page.Append("</ol>");
        return page.Append(Tail).ToString();
    }

    /// <summary>One message, its list item left open.</summary>
    private static void Append(StringBuilder page, InboxMessage message, string label)
    {
        var time = message.ReceivedAt.UtcDateTime;
        page.Append(
            CultureInfo.InvariantCulture,
            $"""
            <li><header><b>{WebUtility.HtmlEncode(label)}</b>
            <time datetime="{time:O}">{time:yyyy-MM-dd HH:mm:ss} UTC</time></header>
            <p>{SlackText.ToHtml(message.Text)}</p>
            """
        );
        if (message.Buttons.Count > 0)
            page.Append("<p>")
                .AppendJoin("", message.Buttons.Select(word => $"<i>{WebUtility.HtmlEncode(word)}</i>"))
                .Append("</p>");
    }
}
