using Mcpx.Domain;
using Mcpx.Domain.Comms;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;

namespace Mcpx.Watchdog.Paging;

/// <summary>Asks the schedule about every environment and role, keeps what it says, and says what is wrong with it.</summary>
internal sealed class RosterInquiry(WatchdogOptions options, RosterBoard board, RosterSource source)
{
    private readonly Dictionary<(string Environment, Role Role), string> _faults = [];

    /// <summary>Asks once, everything at the same time; nothing where no schedule is configured.</summary>
    public async Task AskAsync(CancellationToken cancellation)
    {
        if (options.Roster.Source is not { } place)
        {
            return;
        }

        var asked = options
            .Environments.Keys.SelectMany(name => OnCall.Roles.Select(role => (Environment: name, Role: role)))
            .ToList();
        var answers = await Task.WhenAll(
            asked.Select(one => source.AskAsync(place, one.Environment, one.Role, cancellation))
        );
        _faults.Clear();
        foreach (var (one, (answer, fault)) in asked.Zip(answers))
        {
            if (answer is not null)
            {
                board.Keep(one.Environment, answer);
            }

            if (fault is not null)
            {
                _faults[one] = fault;
            }
        }
    }

    /// <summary>
    /// Why the schedule is not believed in an environment; null while it answers. It names times and not ages: a sentence that
    /// changed every second would be written down every second.
    /// </summary>
    public string? WarningOf(string environment, DateTimeOffset now)
    {
        foreach (var role in OnCall.Roles)
        {
            if (!_faults.TryGetValue((environment, role), out var fault))
            {
                continue;
            }

            var last = board.Answers(environment).FirstOrDefault(answer => answer.Role == role);
            return last is null
                    ? $"The schedule does not say who is on in {environment} ({fault}); shifts and names count."
                : Rota.IsBelieved(options.Roster, last, now)
                    ? $"The schedule is silent about {environment} ({fault}); what it said at {Words.Time(last.At)} still counts."
                : $"The schedule is silent about {environment} ({fault}) since {Words.Time(last.At)}; shifts and names count.";
        }

        return null;
    }
}
