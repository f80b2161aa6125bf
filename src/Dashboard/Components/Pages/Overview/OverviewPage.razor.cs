using Mcpx.Dashboard.Components.Feed;
using Mcpx.Dashboard.Store;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Triggers;
using Microsoft.AspNetCore.Components;

namespace Mcpx.Dashboard.Components.Pages.Overview;

/// <summary>Every environment in a row, what needs a decision in the title.</summary>
public partial class OverviewPage
{
    private const int EventsShown = 12;
    private const int EntriesRead = 80;
    private const int SparkSlots = 60;

    private readonly Dictionary<string, IReadOnlyList<SignalLine>> _lines = new(StringComparer.Ordinal);
    private IReadOnlyList<EnvironmentRowModel> _rows = [];
    private IReadOnlyList<EventLine> _events = [];
    private IReadOnlyList<string> _warnings = [];
    private IReadOnlyList<string> _withoutVantage = [];
    private OverviewTitle _title = new("Environments", "");
    private string _announced = "";
    private bool _calm;

    /// <summary>Minutes the small charts cover: 15, or 60 for anything else.</summary>
    [SupplyParameterFromQuery]
    public int? Range { get; set; }

    /// <summary>Whether it hangs on a wall: no events, nothing to press.</summary>
    [Parameter]
    public bool Wall { get; set; }

    [Inject]
    private ReadingSlots ByTime { get; set; } = null!;

    private int Minutes => Range == 15 ? 15 : 60;

    private protected override IReadOnlyCollection<string> Watched => EnvironmentOrder.Of(State);

    private protected override void Draw(bool disk)
    {
        var state = State;
        var now = Moment;
        var span = TimeSpan.FromMinutes(Minutes);
        var rows = new List<EnvironmentRowModel>();
        var quietSince = DateTimeOffset.MinValue;
        var silent = true;
        foreach (var name in EnvironmentOrder.Of(state))
        {
            var readings = ReadingsOf(name, disk);
            silent &= readings.IsSilentAt(now);
            if (
                readings.Verdicts.Count > 0
                && readings.Verdicts.Max(verdict => verdict.Since) is var since
                && since > quietSince
            )
            {
                quietSince = since;
            }

            if (disk)
            {
                _lines[name] = SignalRange.Few(ByTime, name, readings.Verdicts, span, SparkSlots);
            }

            var lines = SignalReader.With(_lines.GetValueOrDefault(name, []), readings.Verdicts);
            rows.Add(RowMapping.Of(state, name, readings, lines, now, span));
        }

        if (disk)
        {
            _events = Shared.Of<IReadOnlyList<EventLine>>(
                "newest",
                (state.Position, now.ToUnixTimeSeconds()),
                _ => Newest(state)
            );
        }

        _rows = rows;
        _warnings = state.Configuration?.Warnings ?? [];
        _withoutVantage = [.. Watched.Where(name => state.OptionsOf(name) is { Probes.Vantages.Count: 0 })];
        var title =
            rows.Count == 0 ? new("Environments", "")
            : silent ? OverviewTitle.Silent
            : OverviewTitle.Of([
                .. rows.Select(row => new OverviewLine(
                    row.Name,
                    row.State,
                    state.OpenIncident(row.Name),
                    row.StateWord
                )),
            ]);
        _calm = !silent && rows.Count > 0 && rows.All(row => row is { State: VerdictState.Healthy, Incident: null });
        if (_calm)
        {
            title = title with { Text = OverviewTitle.Quiet(now - quietSince) };
        }

        if (Following && title.Title != _title.Title)
        {
            _announced = title.Title;
        }

        _title = title;
    }

    private IReadOnlyList<EventLine> Newest(JournalState state)
    {
        // Output of steps and registered releases are many and say nothing here.
        var entries = Store
            .Journal.Newest("environment/", EntriesRead)
            .Concat(Store.Journal.Newest("incident/", EntriesRead))
            .Concat(Store.Journal.Newest("node/", EntriesRead / 8))
            .ToList();
        return EventWords.Of(entries, Store.Samples.Changes(environment: null, EntriesRead), state, EventsShown);
    }
}
