using System.Globalization;
using Mcpx.Dashboard.Components.Feed;
using Mcpx.Dashboard.Store;
using Mcpx.Domain.Triggers;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Mcpx.Dashboard.Components.Pages.Sse;

/// <summary>The event streams of one environment: how many stall, and each one's signs of life over the last minutes.</summary>
public partial class SsePage
{
    /// <summary>Rows of the first answer, before the circuit knows how much fits on the screen.</summary>
    private const int FirstRows = 60;

    /// <summary>Slots of the band, and of the longest gap.</summary>
    private const int Slots = 60;

    private static readonly int[] Spans = [5, 15, 60];

    private SseView? _view;
    private HealthyBand? _band;
    private HeartbeatTracks? _tracks;
    private List<SseRow> _shown = [];
    private IReadOnlyDictionary<string, SlotLine> _lines = new Dictionary<string, SlotLine>();
    private (string? Environment, int Minutes) _tracked;
    private string? _chosen;
    private DateTimeOffset _drawnAt;
    private string _announced = "";
    private bool _narrow;
    private bool _held;

    /// <summary>The environment's name; null for the one that needs looking at most.</summary>
    [Parameter]
    public string? Name { get; set; }

    /// <summary>Minutes the strips cover: 5, 60, or 15 for anything else.</summary>
    [SupplyParameterFromQuery]
    public int? Range { get; set; }

    /// <summary>Whether the healthy are one row; unless told they are on a phone.</summary>
    [SupplyParameterFromQuery]
    public bool? Fold { get; set; }

    [Inject]
    private ReadingSlots ByTime { get; set; } = null!;

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    private int Minutes => Range is 5 or 60 ? Range.Value : 15;

    private TimeSpan Span => TimeSpan.FromMinutes(Minutes);

    private string? Here => Name ?? _chosen;

    private TimeSpan Limit =>
        Here is { } name && State.OptionsOf(name) is { } options
            ? options.Triggers.SseHeartbeat.LimitGap
            : TimeSpan.FromSeconds(15);

    private int CalmCount => _view?.Rows.Count(row => row.Calm) ?? 0;

    private bool Folded => CalmCount > 1 && (Fold ?? _narrow);

    private string Shift => string.Create(CultureInfo.InvariantCulture, $"{-(_tracks?.Shift ?? 0):0.0}");

    private protected override IReadOnlyCollection<string> Watched =>
        Here is { } name && State.OptionsOf(name) is not null ? [name] : [];

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
        {
            return;
        }

        try
        {
            await using var screen = await Js.InvokeAsync<IJSObjectReference>("import", "./js/screen.js");
            _narrow = await screen.InvokeAsync<bool>("narrow");
        }
        catch (JSDisconnectedException)
        {
            return;
        }

        DrawNow();
    }

    private protected override void Draw(bool disk)
    {
        _chosen ??= Name is null ? Worst(disk) : null;
        if (Here is not { } name || State.OptionsOf(name) is not { } options)
        {
            _view = null;
            return;
        }

        var now = Time.GetUtcNow();
        var readings = ReadingsOf(name, disk);
        if (_tracks is null || _tracked != (name, Minutes))
        {
            _tracked = (name, Minutes);
            // On a whole minute, so that the numbers of the paths are short.
            var anchor = DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds() / 60 * 60);
            _tracks = new(Store.Samples, name, Span, anchor);
            disk = true;
        }

        if (disk)
        {
            _drawnAt = now;
            _tracks.Look(now, Limit);
            string[] series = [.. SseRow.Heartbeats(readings).Select(verdict => verdict.Series)];
            _lines = series
                .Zip(ByTime.Read(name, series, Span, Slots))
                .ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
        }

        var before = _view;
        var longest = _lines.ToDictionary(pair => pair.Key, pair => pair.Value.Highest, StringComparer.Ordinal);
        _view = SseView.Of(name, options, readings, longest, State.OpenIncident(name), now);
        _band = Folded ? HealthyBand.Of(LinesOf(_view.Rows.Where(row => row.Calm)), Limit) : null;
        _shown = Placed([.. _view.Rows.Where(row => !Folded || !row.Calm)]);
        if (Following && before is not null && before.Title != _view.Title)
        {
            _announced = _view.Title;
        }
    }

    /// <summary>A row moves only while nobody points at the list or has the focus in it.</summary>
    private List<SseRow> Placed(List<SseRow> sorted)
    {
        if (!_held)
        {
            return sorted;
        }

        var place = _shown
            .Select((row, index) => (row.Series, index))
            .ToDictionary(one => one.Series, one => one.index);
        return [.. sorted.OrderBy(row => place.GetValueOrDefault(row.Series, int.MaxValue))];
    }

    private List<SlotLine> LinesOf(IEnumerable<SseRow> rows) =>
        [.. rows.Select(row => _lines.GetValueOrDefault(row.Series)).OfType<SlotLine>()];

    private void Release()
    {
        _held = false;
        DrawNow();
    }

    private HeartbeatStrip StripOf(SseRow row) => _tracks!.Of(row.Series);

    private string? Worst(bool disk) =>
        EnvironmentOrder
            .Of(State)
            .OrderByDescending(name =>
                SseRow.Heartbeats(ReadingsOf(name, disk)).Count(verdict => verdict.State == VerdictState.Breached)
            )
            .FirstOrDefault();

    private string Page(string? below) => $"environments/{Uri.EscapeDataString(Here!)}{below}";

    private static string Address(string name, int? range, bool? fold)
    {
        string?[] query =
        [
            range is 5 or 60 ? $"range={range}" : null,
            fold is { } folded ? $"fold={(folded ? "true" : "false")}" : null,
        ];
        var asked = string.Join('&', query.OfType<string>());
        return $"environments/{Uri.EscapeDataString(name)}/sse{(asked.Length > 0 ? "?" : "")}{asked}";
    }

    private string BandName(HealthyBand band) =>
        band is { Shortest: { } low, Longest: { } high }
            ? $"Longest gaps of {CalmCount} healthy streams, between {Domain.Words.Duration(low)} and {Domain.Words.Duration(high)}"
            : "Nothing measured";

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
