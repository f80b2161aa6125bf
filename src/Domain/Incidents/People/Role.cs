using System.Text.Json.Serialization;
using Mcpx.Domain.Configuration;

namespace Mcpx.Domain.Incidents;

/// <summary>What a person or program may be (runbook section 4, and who else comes to the dashboard).</summary>
public enum Role
{
    /// <summary>May look.</summary>
    Viewer,

    /// <summary>An engineer on shift.</summary>
    Sre,

    /// <summary>The SRE on call.</summary>
    Deputy,

    /// <summary>The Release Manager.</summary>
    IncidentCommander,

    /// <summary>The Director of Software Engineering.</summary>
    DecisionOwner,

    /// <summary>May look at everything and change nothing.</summary>
    Auditor,

    /// <summary>Runs the installation.</summary>
    Admin,

    /// <summary>A pipeline: it declares, people approve.</summary>
    Deployer,

    /// <summary>The watchdog itself.</summary>
    Watchdog,
}

/// <summary>Who did something.</summary>
/// <param name="Name">The person's or program's name.</param>
/// <param name="Role">In which role.</param>
public sealed record Actor(string Name, Role Role)
{
    /// <summary>
    /// Other names of the same person, at the provider and at the forge, by which a deployment may name them. Known while they act;
    /// stored only where whoever acts next is compared with them, see <see cref="RollbackApproved.AlsoKnownAs"/>.
    /// </summary>
    [JsonIgnore]
    public IReadOnlyList<string> AlsoKnownAs { get; init; } = [];

    /// <summary>The watchdog.</summary>
    public static Actor Watchdog { get; } = new("watchdog", Role.Watchdog);

    /// <summary>Whether this is one of their names. Letter case does not make another person.</summary>
    /// <param name="name">As somebody else wrote it; null for nobody.</param>
    public bool Is(string? name) =>
        name is not null
        && (
            string.Equals(Name, name, StringComparison.OrdinalIgnoreCase)
            || AlsoKnownAs.Contains(name, StringComparer.OrdinalIgnoreCase)
        );

    /// <summary>Whether one of the other's names is one of theirs.</summary>
    /// <param name="other">The other.</param>
    public bool IsSameAs(Actor other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Is(other.Name) || other.AlsoKnownAs.Any(Is);
    }

    /// <summary>
    /// The same actor with every name that the listed people give them: who goes by one name of a listed person goes by all of them,
    /// at the sign-in, in Slack and at the command line.
    /// </summary>
    /// <param name="people">Section <c>Watchdog:People</c>.</param>
    public Actor Among(IReadOnlyList<PersonOptions> people)
    {
        ArgumentNullException.ThrowIfNull(people);
        string[] more =
        [
            .. people
                .Where(person => Is(person.Name) || person.AlsoKnownAs.Any(Is))
                .SelectMany(static person => person.AlsoKnownAs.Prepend(person.Name))
                .Where(name => !Is(name))
                .Distinct(StringComparer.OrdinalIgnoreCase),
        ];
        return more.Length == 0 ? this : this with { AlsoKnownAs = [.. AlsoKnownAs, .. more] };
    }

    /// <summary>Whether the same name stands in the same role; under which other names they go is not asked.</summary>
    /// <param name="other">The other.</param>
    public bool Equals(Actor? other) => other is not null && Name == other.Name && Role == other.Role;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Role);
}
