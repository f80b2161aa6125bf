using System.Globalization;
using Mcpx.Db;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Watchdog.Deployers;

namespace Mcpx.Watchdog.Tickets;

/// <summary>
/// Makes a ticket of every proposed incident, once, and adds to it when the service is restored and when the incident is over. A
/// mark finds it again after a lost answer or a restart. What fails stands in the incident and is tried again, ever more rarely.
/// </summary>
internal sealed class TicketKeeper(
    WatchdogOptions options,
    JournalTail tail,
    IncidentLog incidents,
    TimeProvider time,
    ILogger<TicketKeeper> log
) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);
    private readonly Dictionary<string, (TimeSpan Pause, DateTimeOffset Until)> _waits = new(StringComparer.Ordinal);

    /// <summary>The mark of an incident: letters, digits and hyphens, another one for every watchdog's INC-0001.</summary>
    internal static string MarkOf(Incident incident) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"mcpx-{incident.Id}-{incident.Environment}-{incident.OpenedAt.ToUnixTimeSeconds()}"
        );

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        if (options.Ticket is not { } place)
        {
            return;
        }

        using var system = SystemOf(place);
        using var timer = new PeriodicTimer(Every, time);
        do
        {
            try
            {
                await LookAsync(system, stoppingToken);
            }
            catch (Exception problem) when (StoreFault.Is(problem))
            {
                Log.NotKept(log, problem);
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private ITicketSystem SystemOf(TicketOptions place) =>
        place.Kind switch
        {
            TicketKind.GitHub => new GitHubTickets(place, time),
            TicketKind.Jira => new JiraTickets(place),
            _ => new WebhookTickets(place),
        };

    private async Task LookAsync(ITicketSystem system, CancellationToken stopping)
    {
        foreach (var incident in tail.CatchUp().Incidents.Values)
        {
            if (
                Ticketing.Next(incident) is not { } stage
                || (_waits.TryGetValue(incident.Id, out var wait) && time.GetUtcNow() < wait.Until)
            )
            {
                continue;
            }

            try
            {
                await TellAsync(system, incident, stage, stopping);
                _waits.Remove(incident.Id);
            }
            catch (DeployerUnavailableException problem)
            {
                var pause = wait.Pause == TimeSpan.Zero ? TimeSpan.FromSeconds(10) : wait.Pause * 2;
                pause = pause > Longest ? Longest : pause;
                _waits[incident.Id] = (pause, time.GetUtcNow() + pause);
                Log.NotTold(log, incident.Id, stage, pause, problem);
                if (incident.TicketFault is null)
                {
                    incidents.Record(incident.Id, new TicketTold(stage, problem.Message), Actor.Watchdog);
                }
            }
        }
    }

    private async Task TellAsync(ITicketSystem system, Incident incident, TicketStage stage, CancellationToken stopping)
    {
        var (mark, page) = (
            MarkOf(incident),
            $"{options.DashboardAddress.TrimEnd('/')}/incidents/{Uri.EscapeDataString(incident.Id)}"
        );
        if (stage != TicketStage.Opened)
        {
            var lines = TicketWords.Comment(incident, stage, page);
            await system.CommentAsync(mark, incident.Ticket!.Reference!, lines, stopping);
            incidents.Record(incident.Id, new TicketTold(stage, Fault: null), Actor.Watchdog);
            return;
        }

        var made =
            await system.FindAsync(mark, stopping)
            ?? await system.CreateAsync(
                new(
                    mark,
                    incident.Id,
                    incident.Environment,
                    TicketWords.Title(incident),
                    TicketWords.Opened(incident, page)
                ),
                stopping
            );
        // It becomes a link on a page: nothing but an address may.
        if (made.Address.Length > Ticketing.LongestAddress || !OptionsValidator.IsAddress(made.Address))
        {
            throw new DeployerUnavailableException("the ticket system answered an address that is none");
        }

        incidents.Record(incident.Id, new TicketLinked(made.Address, made.Reference), Actor.Watchdog);
    }
}
