using Mcpx.Dashboard.Components.Feed;
using Mcpx.Dashboard.Components.Shared;
using Mcpx.Dashboard.Store;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Triggers;
using Microsoft.AspNetCore.Components;

namespace Mcpx.Dashboard.Components.Pages.Environments;

/// <summary>One environment: every reading against its limit, the signals over time, instances and changes.</summary>
public partial class EnvironmentPage
{
    private const int ChangesShown = 14;
    private const int EntriesRead = 120;

    private static readonly (int Minutes, string Name)[] Ranges =
    [
        (15, "15 min"),
        (60, "1 h"),
        (360, "6 h"),
        (1440, "24 h"),
        (10080, "7 d"),
    ];

    private readonly HashSet<string> _tables = new(StringComparer.Ordinal);
    private IReadOnlyList<SignalLine> _lines = [];
    private IReadOnlyList<TimelineEntry> _changes = [];
    private IReadOnlyDictionary<string, TrendView> _trends = new Dictionary<string, TrendView>();
    private (string Name, long Minute) _trendsOf;
    private AvailabilityView? _availability;
    private EnvironmentView? _view;
    private DateTimeOffset _drawnAt;
    private string _announced = "";

    /// <summary>The environment's name.</summary>
    [Parameter]
    public string Name { get; set; } = "";

    /// <summary>Minutes the charts cover: 15, 360, 1440 or 10080, and 60 for anything else.</summary>
    [SupplyParameterFromQuery]
    public int? Range { get; set; }

    [Inject]
    private ReadingSlots ByTime { get; set; } = null!;

    private int Minutes => Array.Exists(Ranges, range => range.Minutes == Range) ? Range!.Value : 60;

    private TimeFormat Axis => Minutes > 1440 ? TimeFormat.Day : TimeFormat.Minutes;

    private TimeSpan Span => TimeSpan.FromMinutes(Minutes);

    private StatePresentation Look => StatePresentation.Of(_view?.Word);

    private string Known =>
        EnvironmentOrder.Of(State) is { Count: > 0 } names
            ? $"Watched are {string.Join(", ", names)}."
            : "None is watched yet.";

    private protected override IReadOnlyCollection<string> Watched => State.OptionsOf(Name) is null ? [] : [Name];

    private protected override void Draw(bool disk)
    {
        var state = State;
        if (state.OptionsOf(Name) is null)
        {
            _view = null;
            return;
        }

        var now = Time.GetUtcNow();
        var readings = ReadingsOf(Name, disk);
        if (disk)
        {
            _drawnAt = now;
            _lines = SignalRange.Of(ByTime, Name, readings.Verdicts, Span);
            DrawTrends(readings.Verdicts, now);
            _availability = AvailabilityView.Of(ByTime, Name, readings.Verdicts, Span);
            _changes =
            [
                .. Store
                    .Journal.Newest(Streams.Environment(Name), EntriesRead)
                    .Where(entry => entry.Stream == Streams.Environment(Name))
                    .Select(entry => (entry, Line: EventWords.Of(entry, state)))
                    .Where(one => one.Line is not null)
                    .Select(one => new TimelineEntry(
                        one.entry.At,
                        one.Line!.Text,
                        TimelineWords.WhoOf(one.entry.Actor),
                        one.entry.Event is DeploymentStarted
                    ))
                    .Concat(IncidentsOpened(state))
                    .OrderByDescending(entry => entry.At)
                    .Take(ChangesShown),
            ];
        }

        var before = _view;
        _view = EnvironmentView.Of(state, Name, readings, SignalReader.With(_lines, readings.Verdicts), now, Span);
        if (Following && before is not null && before.Title != _view.Title)
        {
            _announced = _view.Title;
        }
    }

    // Once a minute, or when another row came among the worst: what is drawn are minutes that are over.
    private void DrawTrends(IReadOnlyList<Verdict> verdicts, DateTimeOffset now)
    {
        var (worst, minute) = (TrendView.Worst(verdicts), (Name, now.ToUnixTimeSeconds() / 60));
        if (_trendsOf != minute || !worst.All(verdict => _trends.ContainsKey(verdict.Series)))
        {
            (_trends, _trendsOf) = (TrendView.Of(ByTime, Name, worst), minute);
        }
    }

    private void Table(string title)
    {
        if (!_tables.Remove(title))
        {
            _tables.Add(title);
        }
    }

    private IEnumerable<TimelineEntry> IncidentsOpened(JournalState state) =>
        state
            .Incidents.Values.Where(incident => incident.Environment == Name)
            .Select(incident => new TimelineEntry(
                incident.OpenedAt,
                $"{incident.Id} opened by {incident.Breaches[0].Trigger}",
                "watchdog",
                Key: true
            ));
}
