using System.Text.Json.Serialization;
using Mcpx.Domain.Incidents;

namespace Mcpx.Domain.Configuration;

/// <summary>
/// A person who may act at the command line (<c>rollback</c>), known by an operating-system user, a personal key or both, or from
/// Slack. Whoever is not listed is a pipeline there: it declares, people approve.
/// </summary>
public sealed record PersonOptions
{
    /// <summary>
    /// The person's name in the journal; the same as at the dashboard's sign-in, or with that name in <see cref="AlsoKnownAs"/>: one
    /// person would count as two where two must approve.
    /// </summary>
    public string Name { get; init; } = "";

    /// <summary>In which role (runbook section 4): Sre, Deputy, IncidentCommander, DecisionOwner or Admin.</summary>
    public Role Role { get; init; }

    /// <summary>The operating-system user whose commands are this person's; null for none, which is the default.</summary>
    public string? User { get; init; }

    /// <summary>
    /// SHA-256 of the person's key, 64 hexadecimal digits; null for none, which is the default. The key itself, at least 32
    /// characters by chance, stays with the person.
    /// </summary>
    public string? KeySha256 { get; init; }

    /// <summary>
    /// The person's member id in Slack, for example <c>U012AB3CD</c>, by which they may approve and reject from there; null for none,
    /// which is the default.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? SlackId { get; init; }

    /// <summary>
    /// Other names of the person, at the sign-in, the forge or the pipeline: who approved and who caused a change must be known whatever
    /// they are called. Default none.
    /// </summary>
    public IReadOnlyList<string> AlsoKnownAs { get; init; } = [];
}
