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

    public static void Check(List<ConfigurationError> errors, string key, IReadOnlyList<PersonOptions> people)
    {
        for (var index = 0; index < people.Count; index++)
        {
            CheckOne(errors, FormattableString.Invariant($"{key}:{index}"), people[index]);
        }

        Unique(errors, key, "Name", people, person => person.Name);
        Unique(errors, key, "User", people, person => person.User);
        Unique(errors, key, "KeySha256", people, person => person.KeySha256?.ToLowerInvariant());
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

        if (string.IsNullOrWhiteSpace(person.User) && person.KeySha256 is null)
        {
            errors.Add(new(key, person.Name, "needs a User or a KeySha256, or nobody can be this person"));
        }

        if (person.KeySha256 is { } digest && (digest.Length != 64 || !digest.All(char.IsAsciiHexDigit)))
        {
            errors.Add(new($"{key}:KeySha256", $"{digest.Length} characters", "must be 64 hexadecimal digits"));
        }
    }

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
