using System.Globalization;
using System.Text;
using Mcpx.Dashboard.Components.Feed;
using Mcpx.Db;
using Mcpx.Domain.Journal;

namespace Mcpx.Dashboard.Components.Pages.Audit;

/// <summary>
/// What a reader of the journal looks for, as it stands in the address: a reload and a link keep it. Empty and null narrow
/// nothing.
/// </summary>
/// <param name="Kind">Kind of stream: incident, environment, node or release.</param>
/// <param name="Environment">Of which environment, its incidents with it.</param>
/// <param name="Incident">Of which incident.</param>
/// <param name="Actor">By whom, the name.</param>
/// <param name="Type">Type of event, "RollbackApproved".</param>
/// <param name="Last">Since when: hour, day, week or month.</param>
/// <param name="From">Not before, "2026-11-01T09:00", UTC.</param>
/// <param name="To">Before, the same way.</param>
/// <param name="Text">What its words hold.</param>
public sealed record AuditQuery(
    string? Kind = null,
    string? Environment = null,
    string? Incident = null,
    string? Actor = null,
    string? Type = null,
    string? Last = null,
    string? From = null,
    string? To = null,
    string? Text = null
)
{
    /// <summary>No field is longer: it goes into an address.</summary>
    public const int Longest = 200;

    /// <summary>Kinds of streams, with what they hold.</summary>
    public static readonly IReadOnlyList<(string Kind, string Words)> Kinds =
    [
        ("incident", "Incidents"),
        ("environment", "Environments"),
        ("release", "Releases"),
        ("node", "The watchdog"),
        ("keys", "API keys"),
    ];

    /// <summary>Times back from now.</summary>
    public static readonly IReadOnlyList<(string Last, string Words, TimeSpan Span)> Lasts =
    [
        ("hour", "Last hour", TimeSpan.FromHours(1)),
        ("day", "Last 24 hours", TimeSpan.FromDays(1)),
        ("week", "Last 7 days", TimeSpan.FromDays(7)),
        ("month", "Last 30 days", TimeSpan.FromDays(30)),
    ];

    /// <summary>Whether anything is narrowed.</summary>
    public bool IsNarrow => Pairs().Any();

    /// <summary>What cannot be looked for, and why; null when all can.</summary>
    public string? Problem =>
        Pairs().FirstOrDefault(pair => pair.Value.Length > Longest) is { Key: not null } pair
            ? $"{pair.Key} is longer than {Longest} characters."
        : Kind is not null && Kinds.All(known => known.Kind != Kind)
            ? $"kind = {Kind}: must be one of {string.Join(", ", Kinds.Select(known => known.Kind))}."
        : Last is not null && Lasts.All(known => known.Last != Last)
            ? $"last = {Last}: must be one of {string.Join(", ", Lasts.Select(known => known.Last))}."
        : From is not null && Time(From) is null ? $"from = {From}: is no time; write 2026-11-01T09:00, UTC."
        : To is not null && Time(To) is null ? $"to = {To}: is no time; write 2026-11-01T09:00, UTC."
        : null;

    /// <summary>As typed: blanks are nothing.</summary>
    public AuditQuery Trimmed() =>
        new(
            Blank(Kind),
            Blank(Environment),
            Blank(Incident),
            Blank(Actor),
            Blank(Type),
            Blank(Last),
            Blank(From),
            Blank(To),
            Blank(Text)
        );

    /// <summary>As the store looks for it.</summary>
    /// <param name="state">Knows which incidents were in an environment.</param>
    /// <param name="now">The time.</param>
    public JournalFilter Filter(JournalState state, DateTimeOffset now)
    {
        var last = Lasts.FirstOrDefault(known => known.Last == Last);
        return new()
        {
            StreamPrefix = Kind is null or Streams.Keys ? Kind : $"{Kind}/",
            Streams = StreamsOf(state),
            Actor = Actor,
            Type = Type,
            From = From is null ? (last.Last is null ? null : now - last.Span) : Time(From),
            To = To is null ? null : Time(To),
            Matches = Text is { } text ? row => AuditWords.Of(row).Holds(text) : null,
        };
    }

    /// <summary>The address with this in it.</summary>
    /// <param name="path">For example <c>audit</c>.</param>
    /// <param name="entry">The entry that is open; null for none.</param>
    public string Href(string path, long? entry = null)
    {
        var address = new StringBuilder(path);
        var separator = '?';
        var open = entry is { } position
            ? new[] { KeyValuePair.Create("entry", position.ToString(CultureInfo.InvariantCulture)) }
            : [];
        foreach (var (key, value) in Pairs().Concat(open))
        {
            address.Append(separator).Append(key).Append('=').Append(Uri.EscapeDataString(value));
            separator = '&';
        }

        return address.ToString();
    }

    private IEnumerable<KeyValuePair<string, string>> Pairs() =>
        new[]
        {
            KeyValuePair.Create("kind", Kind),
            KeyValuePair.Create("environment", Environment),
            KeyValuePair.Create("incident", Incident),
            KeyValuePair.Create("actor", Actor),
            KeyValuePair.Create("type", Type),
            KeyValuePair.Create("last", Last),
            KeyValuePair.Create("from", From),
            KeyValuePair.Create("to", To),
            KeyValuePair.Create("text", Text),
        }.Where(pair => pair.Value is not null)!;

    private HashSet<string>? StreamsOf(JournalState state)
    {
        if (Environment is null)
        {
            return Incident is null ? null : [Streams.Incident(Incident)];
        }

        var all = state
            .Incidents.Values.Where(incident => incident.Environment == Environment)
            .Select(incident => Streams.Incident(incident.Id))
            .Append(Streams.Environment(Environment))
            .ToHashSet(StringComparer.Ordinal);
        return Incident is null ? all
            : all.Contains(Streams.Incident(Incident)) ? [Streams.Incident(Incident)]
            : [];
    }

    /// <summary>A time with its zone, or UTC.</summary>
    private static DateTimeOffset? Time(string text) =>
        DateTimeOffset.TryParse(
            text,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var at
        )
            ? at
            : null;

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
