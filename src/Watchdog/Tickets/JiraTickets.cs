using System.Text.Json;
using System.Text.Json.Nodes;
using Mcpx.Domain.Configuration;
using Mcpx.Watchdog.Deployers;

namespace Mcpx.Watchdog.Tickets;

/// <summary>Jira Cloud, REST version 3: texts are documents (ADF), and a label is the mark by which an issue is found again.</summary>
internal sealed class JiraTickets(TicketOptions options) : ITicketSystem
{
    private readonly TicketHttp _http = new(options);
    private readonly Uri _api = new($"{options.EffectiveAddress.TrimEnd('/')}/rest/api/3/");

    public async Task<TicketRef?> FindAsync(string mark, CancellationToken cancellation)
    {
        var address = new Uri(_api, "search/jql");
        var answer = await _http.PostAsync(
            address,
            new JsonObject
            {
                // A mark has letters, digits and hyphens only.
                ["jql"] = $"labels = \"{mark}\" ORDER BY created ASC",
                ["maxResults"] = 1,
                ["fields"] = new JsonArray("summary"),
            },
            cancellation
        );
        return answer.ValueKind != JsonValueKind.Object
            || !answer.TryGetProperty("issues", out var issues)
            || issues.ValueKind != JsonValueKind.Array
                ? throw new DeployerUnavailableException($"{address.Host} answered without issues")
            : issues.GetArrayLength() == 0 ? null
            : Of(issues[0], address);
    }

    public async Task<TicketRef> CreateAsync(TicketText ticket, CancellationToken cancellation)
    {
        var address = new Uri(_api, "issue");
        return Of(
            await _http.PostAsync(
                address,
                new JsonObject
                {
                    ["fields"] = new JsonObject
                    {
                        ["project"] = new JsonObject { ["key"] = options.Project },
                        ["issuetype"] = new JsonObject { ["name"] = options.IssueType },
                        ["summary"] = ticket.Title.Length > 250 ? ticket.Title[..250] : ticket.Title,
                        ["labels"] = new JsonArray(ticket.Mark),
                        ["description"] = Document(ticket.Lines),
                    },
                },
                cancellation
            ),
            address
        );
    }

    public Task CommentAsync(
        string mark,
        string reference,
        IReadOnlyList<string> lines,
        CancellationToken cancellation
    ) =>
        _http.PostAsync(
            new Uri(_api, $"issue/{Uri.EscapeDataString(reference)}/comment"),
            new JsonObject { ["body"] = Document(lines) },
            cancellation
        );

    public void Dispose() => _http.Dispose();

    private TicketRef Of(JsonElement issue, Uri address)
    {
        var key = TicketHttp.Text(issue, "key", address);
        return new($"{options.EffectiveAddress.TrimEnd('/')}/browse/{Uri.EscapeDataString(key)}", key);
    }

    /// <summary>A document with a paragraph a line.</summary>
    private static JsonObject Document(IReadOnlyList<string> lines) =>
        new()
        {
            ["type"] = "doc",
            ["version"] = 1,
            ["content"] = new JsonArray([
                .. lines.Select(line => new JsonObject
                {
                    ["type"] = "paragraph",
                    ["content"] = new JsonArray(new JsonObject { ["type"] = "text", ["text"] = line }),
                }),
            ]),
        };
}
