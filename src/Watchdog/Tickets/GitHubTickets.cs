using System.Globalization;
using Mcpx.Domain.Configuration;
using Mcpx.Watchdog.Deployers.GitHub;
using Octokit;

namespace Mcpx.Watchdog.Tickets;

/// <summary>Issues of a GitHub repository, found again by a mark in their text.</summary>
internal sealed class GitHubTickets : ITicketSystem
{
    private const string Label = "mcpx-incident";
    private readonly GitHubApi _api;
    private readonly string _owner;
    private readonly string _name;

    public GitHubTickets(TicketOptions options, TimeProvider time)
    {
        (_owner, _name) = options.Repository.Split('/') is [var owner, var name] ? (owner, name) : ("", "");
        _api = new(
            new()
            {
                Address = options.EffectiveAddress,
                TokenVariable = options.TokenVariable ?? "",
                RequestTimeout = options.RequestTimeout,
            },
            time
        );
    }

    public async Task<TicketRef?> FindAsync(string mark, CancellationToken cancellation)
    {
        var wanted = new RepositoryIssueRequest { State = ItemStateFilter.All };
        wanted.Labels.Add(Label);
        var known = await _api.AskAsync(
            connection =>
                new IssuesClient(connection).GetAllForRepository(
                    _owner,
                    _name,
                    wanted,
                    new ApiOptions { PageSize = 100, PageCount = 3 }
                ),
            cancellation
        );
        return
            known.FirstOrDefault(issue => issue.Body?.Contains($"<!-- {mark} -->", StringComparison.Ordinal) == true)
                is { } issue
            ? Of(issue)
            : null;
    }

    public async Task<TicketRef> CreateAsync(TicketText ticket, CancellationToken cancellation)
    {
        var issue = new NewIssue(ticket.Title)
        {
            Body = $"{string.Join("\n\n", ticket.Lines)}\n\n<!-- {ticket.Mark} -->",
        };
        issue.Labels.Add(Label);
        return Of(
            await _api.AskAsync(connection => new IssuesClient(connection).Create(_owner, _name, issue), cancellation)
        );
    }

    public Task CommentAsync(
        string mark,
        string reference,
        IReadOnlyList<string> lines,
        CancellationToken cancellation
    ) =>
        _api.AskAsync(
            connection =>
                new IssueCommentsClient(connection).Create(
                    _owner,
                    _name,
                    long.Parse(reference, CultureInfo.InvariantCulture),
                    string.Join("\n\n", lines)
                ),
            cancellation
        );

    public void Dispose() => _api.Dispose();

    private static TicketRef Of(Issue issue) =>
        new(issue.HtmlUrl ?? "", issue.Number.ToString(CultureInfo.InvariantCulture));
}
