using Mcpx.Domain.Incidents;

namespace Mcpx.Domain.Configuration;

/// <summary>Finds people at the command line who could not be told apart, or could do nothing.</summary>
internal static class PeopleValidator
{
    private static readonly Role[] PeoplesRoles =
    [
        Role.Sre,
        Role.Deputy,
        Role.IncidentCommander,
        Role.DecisionOwner,
        Role.Admin,
    ];

    /// <summary>The user of the services, whose commands are everybody's who may become root (deploy/systemd).</summary>
    private const string Services = "mcpx-watchdog";

    public static void Check(List<ConfigurationError> errors, string key, IReadOnlyList<PersonOptions> people)
    {
        for (var index = 0; index < people.Count; index++)
        {
            CheckOne(errors, FormattableString.Invariant($"{key}:{index}"), people[index]);
        }

        Unique(errors, key, "Name", people, person => person.Name);
        Unique(errors, key, "User", people, person => person.User);
        Unique(errors, key, "KeySha256", people, person => person.KeySha256?.ToLowerInvariant());
        Unique(errors, key, "SlackId", people, person => person.SlackId);
    }

    private static void CheckOne(List<ConfigurationError> errors, string key, PersonOptions person)
    {
        if (string.IsNullOrWhiteSpace(person.Name))
        {
            errors.Add(new($"{key}:Name", person.Name, "a person has a name, as the dashboard's sign-in calls them"));
        }

        if (!PeoplesRoles.Contains(person.Role))
        {
            errors.Add(
                new(
                    $"{key}:Role",
                    $"{person.Role}",
                    $"is no person's role here; known are {string.Join(", ", PeoplesRoles)}"
                )
            );
        }

        if (person.User == Services)
        {
            errors.Add(
                new(
                    $"{key}:User",
                    Services,
                    "is the user of the services, and of everybody's commands where they are installed: give the person a KeySha256"
                )
            );
        }

        if (string.IsNullOrWhiteSpace(person.User) && person.KeySha256 is null && person.SlackId is null)
        {
            errors.Add(new(key, person.Name, "needs a User, a KeySha256 or a SlackId, or nobody can be this person"));
        }

        if (person.SlackId is { } slack && !IsSlackId(slack))
        {
            errors.Add(
                new(
                    $"{key}:SlackId",
                    slack,
                    "must be a member id of Slack: U or W with capital letters and digits behind it"
                )
            );
        }

        if (person.KeySha256 is { } digest && (digest.Length != 64 || !digest.All(char.IsAsciiHexDigit)))
        {
            errors.Add(new($"{key}:KeySha256", $"{digest.Length} characters", "must be 64 hexadecimal digits"));
        }
    }

    private static bool IsSlackId(string id) =>
        id.Length is > 2 and <= 32
        && id[0] is ('U' or 'W')
        && id.All(letter => char.IsAsciiLetterUpper(letter) || char.IsAsciiDigit(letter));

    private static void Unique(
        List<ConfigurationError> errors,
        string key,
        string field,
        IReadOnlyList<PersonOptions> people,
        Func<PersonOptions, string?> of
    )
    {
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var index = 0; index < people.Count; index++)
        {
            if (of(people[index]) is { Length: > 0 } value && !known.TryAdd(value, index))
            {
                errors.Add(
                    new(
                        FormattableString.Invariant($"{key}:{index}:{field}"),
                        value,
                        FormattableString.Invariant($"is that of {key}:{known[value]} already")
                    )
                );
            }
        }
    }
}
