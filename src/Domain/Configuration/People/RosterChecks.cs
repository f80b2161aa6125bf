using Mcpx.Domain.Comms;

namespace Mcpx.Domain.Configuration;

/// <summary>Checks the roster. Whether a time zone is known here is asked where there is a list of them.</summary>
internal static class RosterChecks
{
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromSeconds(10);

    public static void Check(List<ConfigurationError> errors, string key, WatchdogOptions options)
    {
        var roster = options.Roster;
        var contacts = roster.Contacts ?? [];
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < contacts.Count; i++)
        {
            CheckContact(errors, FormattableString.Invariant($"{key}:Contacts:{i}"), contacts[i], names);
        }

        var shifts = roster.Shifts ?? [];
        for (var i = 0; i < shifts.Count; i++)
        {
            CheckShift(errors, FormattableString.Invariant($"{key}:Shifts:{i}"), shifts[i], names, options);
        }

        if (roster.Source is { } source)
        {
            CheckSource(errors, $"{key}:Source", source);
        }
    }

    /// <summary>Whom a call by mail would not reach; a schedule may bring its own addresses.</summary>
    public static IEnumerable<string> WithoutMail(RosterOptions roster) =>
        OnCall
            .Roles.Select(roster.NameOf)
            .Concat((roster.Shifts ?? []).Select(shift => shift.Person))
            .Distinct(StringComparer.Ordinal)
            .Where(name => roster.Contacts?.Any(contact => contact.Name == name && contact.Mail is not null) != true)
            .Select(name =>
                $"{name} has no mail address in Watchdog:Roster:Contacts: a call by mail does not reach them."
            );

    private static void CheckContact(
        List<ConfigurationError> errors,
        string key,
        ContactOptions contact,
        HashSet<string> names
    )
    {
        if (string.IsNullOrWhiteSpace(contact.Name) || !names.Add(contact.Name))
        {
            errors.Add(new($"{key}:Name", contact.Name, "must be a name of its own"));
        }

        if (contact.SlackId is { } id && (id.Length is 0 or > 40 || !id.All(char.IsAsciiLetterOrDigit)))
        {
            errors.Add(new($"{key}:SlackId", id, "must be a member id as Slack shows it, for example U024BE7LH"));
        }

        if (contact.Mail is { } mail)
        {
            MailChecks.Address(errors, $"{key}:Mail", mail);
        }

        if (contact.PagingKeyVariable is { } variable)
        {
            DeployerChecks.Needed(errors, $"{key}:PagingKeyVariable", variable);
        }
    }

    private static void CheckShift(
        List<ConfigurationError> errors,
        string key,
        ShiftOptions shift,
        HashSet<string> names,
        WatchdogOptions options
    )
    {
        if (!OnCall.Roles.Contains(shift.Role))
        {
            errors.Add(new($"{key}:Role", $"{shift.Role}", $"must be {string.Join(", ", OnCall.Roles)}"));
        }

        if (!names.Contains(shift.Person))
        {
            errors.Add(new($"{key}:Person", shift.Person, "is none of Watchdog:Roster:Contacts"));
        }

        foreach (var environment in shift.Environments.Where(name => !options.Environments.ContainsKey(name)))
        {
            errors.Add(new($"{key}:Environments", environment, "is not configured"));
        }

        if (shift is { From: { } from, Until: { } until } && until <= from)
        {
            errors.Add(new($"{key}:Until", $"{until:O}", "must be after From"));
        }

        if (shift.Weekly is { } weekly)
        {
            CheckWeekly(errors, $"{key}:Weekly", weekly);
        }
    }

    internal static void CheckWeekly(List<ConfigurationError> errors, string key, WeeklyOptions weekly)
    {
        foreach (var day in weekly.Days.Where(day => !Enum.IsDefined(day)))
        {
            errors.Add(new($"{key}:Days", $"{day}", "must be a day of the week"));
        }

        if (string.IsNullOrWhiteSpace(weekly.TimeZone))
        {
            errors.Add(new($"{key}:TimeZone", weekly.TimeZone, "must name a time zone, for example Europe/Berlin"));
        }
    }

    private static void CheckSource(List<ConfigurationError> errors, string key, RosterSourceOptions source)
    {
        DeployerChecks.Carries(errors, $"{key}:Address", source.Address, "{environment}");
        DeployerChecks.Carries(errors, $"{key}:Address", source.Address, "{role}");
        DeployerChecks.Address(
            errors,
            $"{key}:Address",
            source
                .Address.Replace("{environment}", "e", StringComparison.Ordinal)
                .Replace("{role}", "r", StringComparison.Ordinal),
            source.TokenVariable is not null
        );
        if (source.Every < ShortestInterval)
        {
            errors.Add(new($"{key}:Every", $"{source.Every:c}", "must be at least 10 s"));
        }

        errors.Positive($"{key}:RequestTimeout", source.RequestTimeout);
        errors.Positive($"{key}:KeepFor", source.KeepFor);
    }
}
