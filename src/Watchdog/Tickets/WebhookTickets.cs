using System.Text.Json.Nodes;
using Mcpx.Domain.Configuration;

namespace Mcpx.Watchdog.Tickets;

/// <summary>An address of the operator's own (docs/tickets.md). It answers the same ticket to the same key, so that nothing is looked for.</summary>
internal sealed class WebhookTickets(TicketOptions options) : ITicketSystem
{
    private readonly TicketHttp _http = new(options);
    private readonly Uri _address = new(options.EffectiveAddress);

    public Task<TicketRef?> FindAsync(string mark, CancellationToken cancellation) => Task.FromResult<TicketRef?>(null);

    public async Task<TicketRef> CreateAsync(TicketText ticket, CancellationToken cancellation)
    {
        var answer = await _http.PostAsync(
            _address,
            new JsonObject
            {
                ["action"] = "create",
                ["key"] = ticket.Mark,
                ["incident"] = ticket.Incident,
                ["environment"] = ticket.Environment,
                ["title"] = ticket.Title,
                ["text"] = string.Join('\n', ticket.Lines),
            },
            cancellation
        );
        return new(TicketHttp.Text(answer, "address", _address), TicketHttp.Text(answer, "id", _address));
    }

    public Task CommentAsync(
        string mark,
        string reference,
        IReadOnlyList<string> lines,
        CancellationToken cancellation
    ) =>
        _http.PostAsync(
            _address,
            new JsonObject
            {
                ["action"] = "comment",
                ["key"] = mark,
                ["id"] = reference,
                ["text"] = string.Join('\n', lines),
            },
            cancellation
        );

    public void Dispose() => _http.Dispose();
}
