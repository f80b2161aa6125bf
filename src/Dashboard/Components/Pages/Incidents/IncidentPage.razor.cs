using Mcpx.Dashboard.Api;
using Mcpx.Dashboard.Components.Shared;
using Mcpx.Domain.Comms;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Microsoft.AspNetCore.Components;

namespace Mcpx.Dashboard.Components.Pages.Incidents;

/// <summary>One incident, from its breach to its end. What a person does here is in the other half of the class.</summary>
public partial class IncidentPage
{
    private IReadOnlyList<JournalEntry> _entries = [];
    private IReadOnlyList<string> _changes = [];
    private IncidentView? _view;
    private ApprovalView? _approval;
    private CallsView? _calls;
    private NextView? _next;
    private AttestView? _attest;
    private SinceOpened? _opened;
    private Incident? _incident;
    private RosterSeen? _on;
    private Actor? _as;
    private Actor? _heldAs;
    private string? _shownHash;
    private string _announced = "";

    /// <summary>The incident's number.</summary>
    [Parameter]
    public string Id { get; set; } = "";

    /// <summary>Whoever has that role too must be able to decide on an undo.</summary>
    private protected override Role? Wanted => IncidentEndpoints.Wanted(State.Incidents.GetValueOrDefault(Id));

    private protected override IReadOnlyCollection<string> Watched =>
        State.Incidents.TryGetValue(Id, out var incident) ? [incident.Environment] : [];

    private bool MayNote => Me.Role is not (Role.Auditor or Role.Viewer);

    private bool PlanChanged =>
        _view?.Incident.Proposal?.PlanHash is { } hash && _shownHash is { } shown && shown != hash;

    private protected override void Draw(bool disk)
    {
        if (!State.Incidents.TryGetValue(Id, out var incident))
        {
            _view = null;
            return;
        }

        if (disk)
        {
            _entries = Shared.Of<IReadOnlyList<JournalEntry>>(
                Id,
                incident.Version,
                _ => Store.Journal.Read(Streams.Incident(Id))
            );
        }

        var (state, entries, now) = (State, _entries, Moment);
        var readings = ReadingsOf(incident.Environment, disk);
        var before = _view;
        // All who look at it see the same view; what a person may do with it follows.
        _view = Shared.Of<IncidentView>(
            Id,
            (incident, readings.Verdicts, entries, now),
            last => IncidentView.Of(state, incident, readings.Verdicts, entries, now).KeptFrom(last)
        );
        _shownHash ??= incident.Proposal?.PlanHash;
        if (Following && readings.Triggers.Count > 0)
        {
            _opened ??= new(incident, readings.Triggers, now);
            _changes = _opened.Changes(incident, readings.Triggers);
        }

        _approval =
            incident.Status == IncidentStatus.Proposed
                ? ApprovalView.Of(
                    incident,
                    Me,
                    _view.Roster,
                    now,
                    State.Environment(incident.Environment).Targets,
                    WaitingCost.FailingPerMinute(readings.Verdicts, State.OptionsOf(incident.Environment))
                )
                : null;
        var on = state.Environment(incident.Environment).OnCall;
        if (_incident != incident || _on != on || _as != Me || _heldAs != _holds)
        {
            (_incident, _on, _as, _heldAs) = (incident, on, Me, _holds);
            _calls = CallsView.Of(state, incident, Me);
            _next = NextView.Of(incident, Me);
            _attest = AttestView.Of(incident, Me);
            _record = RecordView.Of(incident, _view.Roster, Me, _holds);
        }

        Announce(before, _view);
    }

    private void Announce(IncidentView? before, IncidentView now)
    {
        if (before is null)
        {
            return;
        }

        AnnounceRoles(before.Incident, now.Incident);
        if (before.Incident.Breaches.Count < now.Incident.Breaches.Count)
        {
            Say($"{now.Incident.Breaches[^1].Trigger} breached too: {now.Incident.Breaches[^1].Sentence}", alert: true);
        }

        if (before.Status != now.Status)
        {
            _announced = $"{StatusPresentation.Of(now.Status).Word}. {IncidentTitle.Of(now).Text}";
            // Another plan than before the change is a new proposal; the first one shown is not "changed".
            return;
        }

        foreach (var (old, step) in before.Steps.Zip(now.Steps).Where(pair => pair.First.Phase != pair.Second.Phase))
        {
            _announced = $"Step {step.Number}, {step.Title}: {StepPresentation.Of(step.Phase).Word}. {step.Detail}";
        }
    }

    private void ReadPlan() => _shownHash = _view?.Incident.Proposal?.PlanHash;
}
