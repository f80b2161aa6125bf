using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Mcpx.Db;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Rca;
using Mcpx.Watchdog.Deployers;
using Mcpx.Watchdog.Deployers.GitHub;
using Octokit;

namespace Mcpx.Watchdog.FollowUps;

/// <summary>
/// Makes an issue of every follow-up of a published report, once: each carries a mark of its own by which it is found again after a lost
/// answer or a restart. What GitHub does not take is tried again, ever more rarely, and the report says that it is not filed.
/// </summary>
internal sealed class FollowUpFiler(
    WatchdogOptions options,
    JournalTail tail,
    IncidentLog incidents,
    TimeProvider time,
    ILogger<FollowUpFiler> log
) : BackgroundService
{
    private const string Label = "mcpx-follow-up";
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);

    /// <summary>The mark in an issue's text.</summary>
    internal static string MarkOf(string incident, FollowUp followUp) =>
        $"{Label} {incident} {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(followUp.What)))[..16]}";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.FollowUps is not { } place)
        {
            return;
        }

        using var api = new GitHubApi(
            new()
            {
                Address = place.Address,
                TokenVariable = place.TokenVariable,
                RequestTimeout = place.RequestTimeout,
            },
            time
        );
        var pause = Every;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await FileAsync(api, place, stoppingToken);
                pause = Every;
            }
            catch (Exception problem)
                when (problem is DeployerUnavailableException or DbException or IOException or TimeoutException)
            {
                pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, Longest.Ticks));
                Log.NotFiled(log, place.Repository, pause, problem);
            }

            await Task.Delay(pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Files what is not filed yet.</summary>
    private async Task FileAsync(GitHubApi api, FollowUpOptions place, CancellationToken cancellation)
    {
        foreach (var incident in tail.CatchUp().Incidents.Values)
        {
            foreach (var followUp in incident.FollowUpsToFile)
            {
                var issue =
                    await FindAsync(api, place, MarkOf(incident.Id, followUp), cancellation)
                    ?? await CreateAsync(api, place, incident, followUp, cancellation);
                // It becomes a link on a page: nothing but an address may.
                var address = OptionsValidator.IsAddress(issue.HtmlUrl) ? issue.HtmlUrl : place.Address;
                incidents.Record(incident.Id, new FollowUpFiled(followUp.What, address), Actor.Watchdog);
            }
        }
    }

    private static async Task<Issue?> FindAsync(
        GitHubApi api,
        FollowUpOptions place,
        string mark,
        CancellationToken cancellation
    )
    {
        var wanted = new RepositoryIssueRequest { State = ItemStateFilter.All };
        wanted.Labels.Add(Label);
        var (owner, name) = NameOf(place);
        var known = await api.AskAsync(
            connection =>
                new IssuesClient(connection).GetAllForRepository(
                    owner,
                    name,
                    wanted,
                    new ApiOptions { PageSize = 100, PageCount = 3 }
                ),
            cancellation
        );
        return known.FirstOrDefault(issue => issue.Body?.Contains(mark, StringComparison.Ordinal) == true);
    }

    private static Task<Issue> CreateAsync(
        GitHubApi api,
        FollowUpOptions place,
        Incident incident,
        FollowUp followUp,
        CancellationToken cancellation
    )
    {
        var issue = new NewIssue(followUp.What)
        {
            Body = string.Create(
                CultureInfo.InvariantCulture,
                $"Follow-up of {incident.Id} in {incident.Environment}.\n\nOwner: {followUp.Owner}\nDue: {followUp.Due:yyyy-MM-dd}\n\n<!-- {MarkOf(incident.Id, followUp)} -->"
            ),
        };
        issue.Labels.Add(Label);
        var (owner, name) = NameOf(place);
        return api.AskAsync(connection => new IssuesClient(connection).Create(owner, name, issue), cancellation);
    }

    private static (string Owner, string Name) NameOf(FollowUpOptions place)
    {
        var parts = place.Repository.Split('/');
        return (parts[0], parts[1]);
    }
}
