using System.Collections.Concurrent;
using Mcpx.Domain.Comms;
using Mcpx.Domain.Configuration;
using Mcpx.Watchdog.Time;

namespace Mcpx.Watchdog.Paging;

/// <summary>Who is on, and how to reach them: the configuration, and what the schedule said last.</summary>
internal sealed class RosterBoard(WatchdogOptions options)
{
    private readonly ConcurrentDictionary<string, IReadOnlyList<RosterAnswer>> _answers = new(StringComparer.Ordinal);

    /// <summary>Who is on in an environment.</summary>
    public IReadOnlyList<OnCall> On(string environment, DateTimeOffset now) =>
        Rota.On(options.Roster, environment, now, TimeZones.Find, Answers(environment));

    /// <summary>What the schedule said last of an environment, a line a role.</summary>
    public IReadOnlyList<RosterAnswer> Answers(string environment) => _answers.GetValueOrDefault(environment) ?? [];

    /// <summary>Keeps an answer in place of the role's earlier one.</summary>
    public void Keep(string environment, RosterAnswer answer) =>
        _answers[environment] = [.. Answers(environment).Where(known => known.Role != answer.Role), answer];

    /// <summary>
    /// How to reach somebody, under whichever of their names: what the schedule says of them, what is configured, and their Slack id
    /// among those who may act; null where none knows them.
    /// </summary>
    public ContactOptions? ContactOf(string person)
    {
        var known = options.People.FirstOrDefault(one =>
            one.Name == person || one.AlsoKnownAs.Contains(person, StringComparer.Ordinal)
        );
        string[] names = known is null ? [person] : [person, known.Name, .. known.AlsoKnownAs];
        var configured = options.Roster.Contacts?.FirstOrDefault(contact =>
            names.Contains(contact.Name, StringComparer.Ordinal)
            || names.Contains(contact.Mail, StringComparer.OrdinalIgnoreCase)
        );
        var said = _answers
            .Values.SelectMany(answers => answers)
            .Where(answer => names.Contains(answer.Name, StringComparer.Ordinal) && answer.Contact is not null)
            .MaxBy(answer => answer.At)
            ?.Contact;
        return said is null && configured is null && known is null
            ? null
            : new()
            {
                Name = person,
                SlackId = said?.SlackId ?? configured?.SlackId ?? known?.SlackId,
                Mail = said?.Mail ?? configured?.Mail,
                PagingKeyVariable = configured?.PagingKeyVariable,
            };
    }
}
