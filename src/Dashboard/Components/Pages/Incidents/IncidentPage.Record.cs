using Mcpx.Dashboard.Api;
using Mcpx.Dashboard.Auth.Access;
using Mcpx.Dashboard.Components.Shared;
using Mcpx.Domain.Incidents;

namespace Mcpx.Dashboard.Components.Pages.Incidents;

/// <summary>Severity, roles, the forward hotfix and the legal hold: asked for here, decided by the domain.</summary>
public partial class IncidentPage
{
    private Actor _holds = new("", Role.Viewer);
    private RecordView? _record;

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        _holds = await WhoAsync(HoldEndpoints.Who);
    }

    private async Task ChangeRoleAsync(RoleRow row)
    {
        // What the person was shown, not what stands by now: the domain refuses when they differ.
        var from = row.Holder?.Name;
        var command = row.Act switch
        {
            RoleAct.HandOver => await GiveAsync(row) is { } to ? new IncidentCommand.HandOverRole(row.Role, to) : null,
            RoleAct.TakeOver => await SureAsync(row, from!) ? new IncidentCommand.TakeRole(row.Role, from) : null,
            _ => (IncidentCommand)new IncidentCommand.TakeRole(row.Role),
        };
        if (command is not null)
        {
            await ExecuteAsync(command);
        }
    }

    private async Task<bool> SureAsync(RoleRow row, string from) =>
        await ConfirmDialog.AskAsync(
            Dialogs,
            new(
                $"Take over as {row.Name}?",
                $"{from} has the role and is told at once. What each of you may do does not change.",
                [("Of", Id), ("From, to", $"{from} to {Me.Name}")],
                "Take over"
            )
        )
            is not null;

    private Task<string?> GiveAsync(RoleRow row) =>
        ConfirmDialog.AskAsync(
            Dialogs,
            new(
                $"Hand over {row.Name}?",
                "They have the role from then on, and the record says so. Tell them, and wait until they say yes.",
                [("Of", Id), ("As", TimelineWords.WhoOf(Me))],
                "Hand over",
                "To whom, as they sign in",
                NoteRequired: true
            )
            {
                IsOneLine = true,
            }
        );

    private Task AcknowledgeAsync() => ExecuteAsync(new IncidentCommand.Acknowledge());

    private async Task ChangeSeverityAsync()
    {
        // What the button said, not what stands by now.
        if (_record is not { OtherSeverity: var wanted })
        {
            return;
        }

        var reason = await ReasonAsync(
            $"Make {Id} {wanted}?",
            "From then on it is that, whatever breaches besides. It says how people are woken; what is measured and proposed is the same.",
            $"Make it {wanted}"
        );
        if (reason is { Length: > 0 })
        {
            await ExecuteAsync(new IncidentCommand.SetSeverity(wanted, reason));
        }
    }

    private async Task HoldAsync()
    {
        var lift = _view?.Incident.Hold is not null;
        var reason = await ReasonAsync(
            lift ? $"Lift the legal hold on {Id}?" : $"Place a legal hold on {Id}?",
            lift
                ? "Retention counts again: what is older than it is removed with the next purge."
                : "Its entries, readings and evidence are kept beyond their retention until somebody lifts the hold.",
            lift ? "Lift the hold" : "Place the hold"
        );
        if (reason is { Length: > 0 })
        {
            _holds = await WhoAsync(HoldEndpoints.Who);
            IncidentCommand command = lift ? new IncidentCommand.LiftHold(reason) : new IncidentCommand.Hold(reason);
            await ExecuteAsync(Act.Hold, _ => Log.Execute(Id, command, _holds));
        }
    }

    private async Task LinkTicketAsync()
    {
        var address = await ConfirmDialog.AskAsync(
            Dialogs,
            new(
                $"Link the ticket of {Id}?",
                "It stands in the record, the report and the evidence pack. The ticket itself is not changed.",
                _view?.Incident.Ticket is { } before ? [("Until now", before.Address)] : [],
                "Link ticket",
                "Its address, http or https",
                NoteRequired: true
            )
            {
                IsOneLine = true,
            }
        );
        if (address is not null)
        {
            await ExecuteAsync(new IncidentCommand.LinkTicket(address));
        }
    }

    private async Task ReviewHotfixAsync()
    {
        var draft = new HotfixDraft();
        if (await HotfixDialog.AskAsync(Dialogs, draft))
        {
            await ExecuteAsync(new IncidentCommand.ReviewHotfix(draft.Review));
        }
    }

    /// <summary>Whoever loses a role to another person, or is given one, is told at once.</summary>
    private void AnnounceRoles(Incident before, Incident now)
    {
        foreach (var (role, holder) in now.Roles)
        {
            var had = before.Roles.GetValueOrDefault(role);
            if (had == holder || had?.Name == holder.Name)
            {
                continue;
            }

            var name = RoleDecision.Words(role);
            if (had?.Name == Me.Name && !holder.Given)
            {
                Say($"{holder.Name} took the role {name} from you.", alert: true);
            }
            else if (holder.Given && holder.Name == Me.Name)
            {
                Say($"{holder.From} handed the role {name} over to you.", alert: true);
            }
        }
    }
}
