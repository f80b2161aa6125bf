using System.Security.Cryptography;
using System.Text;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Watchdog.Configuration;

namespace Mcpx.Watchdog.Commands.Rollback;

/// <summary>Who sits at the command line: a person by a key or by the operating-system user, else a pipeline.</summary>
/// <param name="Actor">As the journal names them; null when the key is nobody's.</param>
/// <param name="Problem">Why nobody can be told; null when somebody can.</param>
internal sealed record Claimant(Actor? Actor, string? Problem)
{
    private const int ShortestKey = 32;

    /// <summary>Whether it is a person.</summary>
    public bool IsPerson => Actor is { Role: not Role.Deployer };

    /// <summary>Tells who it is. A key that is wrong never counts as no key.</summary>
    /// <param name="people">Who may act at the command line.</param>
    /// <param name="keyVariable">The variable that holds a key; null where none is shown.</param>
    /// <param name="user">The operating-system user, as the system knows it.</param>
    public static Claimant Of(IReadOnlyList<PersonOptions> people, string? keyVariable, string user)
    {
        if (keyVariable is not null)
        {
            return Secrets.Read(keyVariable) switch
            {
                null => new(null, $"--key-env {keyVariable}: names an environment variable that is not set."),
                { Length: < ShortestKey } => new(
                    null,
                    $"--key-env {keyVariable}: a key has at least {ShortestKey} characters."
                ),
                var key => ByKey(people, key) is { } person
                    ? new(ActorOf(person), Problem: null)
                    : new(null, $"--key-env {keyVariable}: is nobody's key (Watchdog:People)."),
            };
        }

        var mapped = people.FirstOrDefault(person => person.User == user);
        return new(mapped is null ? new($"{user} (command line)", Role.Deployer) : ActorOf(mapped), Problem: null);
    }

    /// <summary>Compares with everybody's, each in the same time, so that a guess learns nothing.</summary>
    private static PersonOptions? ByKey(IReadOnlyList<PersonOptions> people, string key)
    {
        var shown = SHA256.HashData(Encoding.UTF8.GetBytes(key));
        PersonOptions? found = null;
        foreach (var person in people.Where(person => person.KeySha256 is not null))
        {
            if (CryptographicOperations.FixedTimeEquals(Convert.FromHexString(person.KeySha256!), shown))
            {
                found = person;
            }
        }

        return found;
    }

    private static Actor ActorOf(PersonOptions person) =>
        new(person.Name, person.Role) { AlsoKnownAs = person.AlsoKnownAs };
}
