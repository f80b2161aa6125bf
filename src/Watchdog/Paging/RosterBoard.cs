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

    /// <summary>How to reach somebody: what the schedule says of them, and what is configured; null where neither knows.</summary>
    public ContactOptions? ContactOf(string person)
    {
        var configured = options.Roster.Contacts?.FirstOrDefault(contact => contact.Name == person);
        var said = _answers
            .Values.SelectMany(answers => answers)
            .Where(answer => answer.Name == person && answer.Contact is not null)
            .MaxBy(answer => answer.At)
            ?.Contact;
        return said is null ? configured
            : configured is null ? said
            : configured with { SlackId = said.SlackId ?? configured.SlackId, Mail = said.Mail ?? configured.Mail };
    }
}
