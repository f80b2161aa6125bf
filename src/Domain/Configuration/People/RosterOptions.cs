using System.Text.Json.Serialization;
using Mcpx.Domain.Comms;
using Mcpx.Domain.Incidents;

namespace Mcpx.Domain.Configuration;

/// <summary>
/// Who holds the runbook's roles (section 4): three names, and where they change, people with shifts or a source that is asked
/// (docs/paging.md).
/// </summary>
public sealed record RosterOptions
{
    /// <summary>The Release Manager. Default <c>ic</c>.</summary>
    public string IncidentCommander { get; init; } = "ic";

    /// <summary>The SRE on call. Default <c>deputy</c>.</summary>
    public string Deputy { get; init; } = "deputy";

    /// <summary>The Director of Software Engineering. Default <c>director</c>.</summary>
    public string DecisionOwner { get; init; } = "director";

    /// <summary>How to reach people, by name. Default: nobody, and messages name them only.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ContactOptions>? Contacts { get; init; }

    /// <summary>Who is on when. The first that fits counts; where none does, the three names. Default: none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ShiftOptions>? Shifts { get; init; }

    /// <summary>A schedule that is asked; while it answers, its answer counts before shifts and names. Default: none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RosterSourceOptions? Source { get; init; }

    /// <summary>With the names of who is on.</summary>
    /// <param name="on">Who is on; a role that is not there keeps its name.</param>
    public RosterOptions With(IReadOnlyList<OnCall> on) =>
        this with
        {
            IncidentCommander = NameIn(on, Role.IncidentCommander),
            Deputy = NameIn(on, Role.Deputy),
            DecisionOwner = NameIn(on, Role.DecisionOwner),
        };

    private string NameIn(IReadOnlyList<OnCall> on, Role role) =>
        on.FirstOrDefault(one => one.Role == role)?.Name ?? NameOf(role);

    /// <summary>The name that is configured for a role of the chain.</summary>
    /// <param name="role">Incident Commander, Deputy or Decision Owner.</param>
    public string NameOf(Role role) =>
        role switch
        {
            Role.IncidentCommander => IncidentCommander,
            Role.Deputy => Deputy,
            _ => DecisionOwner,
        };
}

/// <summary>How to reach a person.</summary>
public sealed record ContactOptions
{
    /// <summary>The person's name, as shifts and the roster say it.</summary>
    public string Name { get; init; } = "";

    /// <summary>Their member id at Slack, for example <c>U024BE7LH</c>; null mentions them by name.</summary>
    public string? SlackId { get; init; }

    /// <summary>Their mail address; null where they get no mail.</summary>
    public string? Mail { get; init; }

    /// <summary>Variable that holds the routing key of their own PagerDuty service; null takes the one for all.</summary>
    public string? PagingKeyVariable { get; init; }
}

/// <summary>Somebody is on for a role: always, between two moments, or at hours of the week.</summary>
public sealed record ShiftOptions
{
    /// <summary>IncidentCommander, Deputy or DecisionOwner.</summary>
    public Role Role { get; init; }

    /// <summary>Who: one of <see cref="RosterOptions.Contacts"/>.</summary>
    public string Person { get; init; } = "";

    /// <summary>Where. Default: everywhere.</summary>
    public IReadOnlyList<string> Environments { get; init; } = [];

    /// <summary>From when on, with its offset, for example <c>2026-12-24T08:00:00+01:00</c>; null for always.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Until when, with its offset; null for ever.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>At which hours of the week; null for all.</summary>
    public WeeklyOptions? Weekly { get; init; }
}

/// <summary>Hours of the week, by the clock on the wall of a time zone.</summary>
public sealed record WeeklyOptions
{
    /// <summary>Days on which it begins. Default: every day.</summary>
    public IReadOnlyList<DayOfWeek> Days { get; init; } = [];

    /// <summary>When it begins, for example <c>22:00</c>. Default midnight.</summary>
    public TimeOnly Start { get; init; }

    /// <summary>When it ends: the same day, or the next where it is not after the start. Default midnight.</summary>
    public TimeOnly End { get; init; }

    /// <summary>The zone, for example <c>Europe/Berlin</c>. Default UTC.</summary>
    public string TimeZone { get; init; } = "UTC";
}

/// <summary>A schedule over HTTP: one address an environment and role, one small answer (docs/paging.md).</summary>
public sealed record RosterSourceOptions
{
    /// <summary>With <c>{environment}</c> and <c>{role}</c> in it, for example <c>https://oncall.example.com/{environment}/{role}</c>.</summary>
    public string Address { get; init; } = "";

    /// <summary>Variable that holds a bearer token; null sends none.</summary>
    public string? TokenVariable { get; init; }

    /// <summary>How often. Default 1 min, at least 10 s.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>For one answer. Default 10 s.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long its last answer counts while it is silent. Default 1 h. Then shifts and names do.</summary>
    public TimeSpan KeepFor { get; init; } = TimeSpan.FromHours(1);
}
