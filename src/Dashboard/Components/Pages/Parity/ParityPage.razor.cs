using Mcpx.Dashboard.Auth.Access;
using Mcpx.Dashboard.Components.Feed;
using Mcpx.Dashboard.Components.Shared;
using Mcpx.Db;
using Mcpx.Domain;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Parity;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;
using Microsoft.AspNetCore.Components;

namespace Mcpx.Dashboard.Components.Pages.Parity;

/// <summary>Drift of every environment. Reapplying is asked for by declaring it: the decision tree proposes, people approve.</summary>
public partial class ParityPage
{
    private const int ReportsRead = 50;

    private readonly Dictionary<string, IReadOnlyList<ParityReport>> _histories = new(StringComparer.Ordinal);
    private IReadOnlyList<string> _environments = [];
    private IReadOnlyList<ParityView> _views = [];
    private string? _opened;
    private string _announced = "";

    /// <summary>Which environment; all where none is named.</summary>
    [SupplyParameterFromQuery]
    public string? Environment { get; set; }

    [Inject]
    private IncidentLog Incidents { get; set; } = null!;

    [Inject]
    private JournalSearch Search { get; set; } = null!;

    private string Title =>
        _views.Sum(view => view.Rows.Count(row => row.Critical)) switch
        {
            _ when _views.All(view => !view.IsCompared) => "Nothing is compared",
            0 when _views.Any(view => view.IsCompared && view.State is not VerdictState.Healthy) =>
                "Not every comparison is there",
            0 => "Nothing critical differs",
            1 => "1 critical difference",
            var count => $"{count} critical differences",
        };

    private string? MayNot =>
        Me.Role is Role.Viewer or Role.Auditor
            ? $"It is asked for by declaring an incident; {TimelineWords.RoleName(Me.Role)} may not."
            : null;

    private protected override IReadOnlyCollection<string> Watched => EnvironmentOrder.Of(State);

    private protected override void Draw(bool disk)
    {
        var before = _views.Count > 0 ? Title : null;
        _environments = EnvironmentOrder.Of(State);
        var shown = _environments.Where(name => Environment is null || name == Environment).ToList();
        _views =
        [
            .. shown.Select(name =>
                ParityView.Of(
                    State,
                    name,
                    ReadingsOf(name, disk).Verdicts.FirstOrDefault(verdict => verdict.Trigger == TriggerNames.Parity),
                    History(name, disk)
                )
            ),
        ];
        if (Following && before is not null && before != Title)
        {
            _announced = Title;
        }
    }

    /// <summary>Read again only when another report was written.</summary>
    private IReadOnlyList<ParityReport> History(string name, bool disk)
    {
        var known = _histories.GetValueOrDefault(name);
        var newest = State.Environment(name).Parity;
        if (newest is null)
        {
            return [];
        }

        if (!disk || (known is [var first, ..] && first.At == newest.At))
        {
            return known ?? [];
        }

        var filter = new JournalFilter { Streams = [Streams.Environment(name)], Type = nameof(ParityReported) };
        return _histories[name] = [
            .. Search
                .Before(filter, before: null, ReportsRead)
                .Rows.Where(row => row.Body is not null)
                .Select(row => EventBody.Read(row.Position, row.Body!.Value.Span).Event)
                .OfType<ParityReported>()
                .Select(reported => reported.Report),
        ];
    }

    private async Task ReapplyAsync(ParityView view)
    {
        var critical = view.Rows.Where(row => row.Critical).ToList();
        var reason = await ConfirmDialog.AskAsync(
            Dialogs,
            new(
                $"Ask for {view.Name} to be set to what is expected?",
                "An incident of parity is declared, or the open one is joined. The watchdog proposes to write back what is expected where nothing else fails; nothing is written before people approve.",
                [
                    (
                        "Critical",
                        string.Join(", ", critical.Take(8).Select(row => row.Key)) + (critical.Count > 8 ? "…" : "")
                    ),
                    ("By hand", view.ByHand.Count == 0 ? "none" : Words.Of(view.ByHand.Count, "key")),
                    ("As", TimelineWords.WhoOf(Me)),
                ],
                "Declare and ask",
                "Reason, for the record",
                NoteRequired: true
            )
        );
        if (reason is null)
        {
            return;
        }

        await WriteAsync(
            Act.Declare,
            me =>
            {
                var outcome = Incidents.Declare(view.Name, TriggerNames.Parity, Component.Config, reason, me);
                _opened = outcome.Refusal is null ? outcome.Incident?.Id : null;
                return outcome.Refusal;
            }
        );
    }
}
