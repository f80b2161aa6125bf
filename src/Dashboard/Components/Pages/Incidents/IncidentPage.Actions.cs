using System.Globalization;
using Mcpx.Dashboard.Auth;
using Mcpx.Dashboard.Auth.Access;
using Mcpx.Dashboard.Components.Shared;
using Mcpx.Db;
using Mcpx.Domain;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Rollback;
using Microsoft.AspNetCore.Components;

namespace Mcpx.Dashboard.Components.Pages.Incidents;

/// <summary>What a person does: who they are is asked at the moment of the click, and the domain decides.</summary>
public partial class IncidentPage
{
    private bool _alert;

    [Inject]
    private IncidentLog Log { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private StepUp StepUp { get; set; } = null!;

    [Inject]
    private ReleaseLog Releases { get; set; } = null!;

    [Inject]
    private AttestationLog Attestations { get; set; } = null!;

    private async Task ApproveAsync()
    {
        if (_view is not { Incident.Proposal: { } proposal } || _shownHash is not { } hash || PlanChanged)
        {
            return;
        }

        if (await MustSignInAgainAsync())
        {
            return;
        }

        var plan = proposal.Plan;
        var me = await WhoAsync();
        var note = await ConfirmDialog.AskAsync(
            Dialogs,
            new(
                plan.Execution == Execution.DryRun ? $"Start the dry run for {plan.Environment}?"
                    : plan.Undoes is not null ? $"Undo the rollback of {plan.Environment}?"
                    : $"Start the rollback of {plan.Environment}?",
                "You approve exactly this plan. If anything in it changes, this approval is void.",
                [
                    ("From, to", $"{plan.FailingTag} to {plan.TargetTag}, {plan.Components}"),
                    ("Plan", PlanHash.Short(hash)),
                    ("Takes", $"{plan.Steps.Count} steps, about {Words.Duration(plan.Expected)}"),
                    ("As", TimelineWords.WhoOf(me)),
                ],
                plan.Undoes is null ? "Approve rollback" : "Approve undo",
                "Note for the record, optional"
            )
        );
        if (note is null)
        {
            return;
        }

        // The hash the person was shown, not the one that stands now: the domain refuses when they differ.
        if (await GiveApprovalAsync(new(hash)) && note.Length > 0)
        {
            await ExecuteAsync(new IncidentCommand.Note(note));
        }
    }

    private async Task BreakGlassAsync()
    {
        if (
            _shownHash is { } hash
            && !PlanChanged
            && !await MustSignInAgainAsync()
            && await ReasonAsync(
                "Approve alone by break-glass?",
                $"You caused this change and nobody else is there to approve. You approve exactly plan {PlanHash.Short(hash)}; another person reviews it, and the incident does not close before.",
                "Break glass and approve"
            )
                is { } reason
        )
        {
            await GiveApprovalAsync(new(hash, reason));
        }
    }

    /// <summary>A circuit cannot challenge: the whole page goes to the provider and comes back.</summary>
    private async Task<bool> MustSignInAgainAsync()
    {
        if (StepUp.Problem((await Auth).User, _view?.Incident.Environment) is null)
        {
            return false;
        }

        Navigation.NavigateTo(
            $"signin/again?returnUrl={Uri.EscapeDataString("/" + Navigation.ToBaseRelativePath(Navigation.Uri))}",
            forceLoad: true
        );
        return true;
    }

    /// <summary>The proof is looked at here, whatever happened before the click.</summary>
    private async Task<bool> GiveApprovalAsync(IncidentCommand.Approve approve)
    {
        var user = (await Auth).User;
        return await ExecuteAsync(
            Act.Approve,
            me =>
                StepUp.Problem(user, _view?.Incident.Environment) is { } problem
                    ? new(null, new(RefusalKind.Role, problem))
                    : Log.Execute(Id, approve, me)
        );
    }

    private async Task SnoozeAsync()
    {
        var answer = await ConfirmDialog.AnswerAsync(
            Dialogs,
            new(
                "Decide later?",
                $"The proposal stands and is asked again then, or earlier when a new trigger breaches or a reading doubles. {_approval?.IfYouWait}",
                [],
                "Snooze",
                "Reason, for the record",
                NoteRequired: true
            )
            {
                Choices = [new("For", [("5", "5 minutes"), ("10", "10 minutes")])],
            }
        );
        if (answer is { Note: { Length: > 0 } reason, Chosen: [var minutes] })
        {
            await ExecuteAsync(
                new IncidentCommand.Snooze(
                    TimeSpan.FromMinutes(int.Parse(minutes, CultureInfo.InvariantCulture)),
                    reason
                )
            );
        }
    }

    private async Task RehearseAsync()
    {
        if (_approval is not { Rehearsal: { } rehearsal } || _view is not { Incident: var incident })
        {
            return;
        }

        _alert = true;
        foreach (var component in rehearsal.Wanted)
        {
            await WriteAsync(
                Act.AskDrill,
                me => Releases.AskDrill(incident.Environment, component, rehearsal.Tag, me).Refusal
            );
        }
    }

    private async Task RejectAsync()
    {
        if (
            await ReasonAsync(
                _view is { Incident.AsksToUndo: true } ? "Reject going forward again?" : "Reject this rollback?",
                _view is { Incident.AsksToUndo: true }
                    ? "The rollback stays as it is, and the incident goes on where it was."
                    : "Nothing is rolled back then. The proposal is not made again for this deployment.",
                "Reject"
            ) is
            { } reason
        )
        {
            await ExecuteAsync(new IncidentCommand.Reject(reason));
        }
    }

    private async Task ActAsync(RunAction action)
    {
        if (_view is not { Incident: var incident })
        {
            return;
        }

        if (RunQuestion.Of(action, incident) is not { } question)
        {
            await ExecuteAsync(action == RunAction.Resume ? new IncidentCommand.Resume() : new IncidentCommand.Retry());
        }
        else if (await ReasonAsync(question.Title, question.Text, question.Confirm) is { } reason)
        {
            await (
                question.Command is { } command
                    ? ExecuteAsync(command(reason))
                    : ExecuteAsync(Act.Lead, me => Log.Undo(Id, reason, me))
            );
        }
    }

    private Task AttestAsync(AttestAnswer answer) =>
        ExecuteAsync(Act.Lead, me => Attestations.Give(Id, answer.Well, answer.Words, answer.Picture, me));

    private async Task NoteAsync()
    {
        var note = await ConfirmDialog.AskAsync(
            Dialogs,
            new(
                "Add a note",
                "It becomes part of the record and cannot be edited.",
                [],
                "Add note",
                "Note",
                NoteRequired: true
            )
        );
        if (note is { Length: > 0 })
        {
            await ExecuteAsync(new IncidentCommand.Note(note));
        }
    }

    private Task<string?> ReasonAsync(string title, string text, string confirm) =>
        ConfirmDialog.AskAsync(Dialogs, new(title, text, [], confirm, "Reason, for the record", NoteRequired: true));

    private Task<bool> ExecuteAsync(IncidentCommand command) =>
        ExecuteAsync(ActFor.Command(command), me => Log.Execute(Id, command, me));

    private Task<bool> ExecuteAsync(Act act, Func<Actor, CommandOutcome> execute)
    {
        _alert = true;
        return WriteAsync(
            act,
            me =>
                execute(me).Refusal is { } refusal
                    ? refusal with
                    {
                        Text = RaceWords.Of(refusal, Store.Journal.Read(Streams.Incident(Id)), me),
                    }
                    : null
        );
    }

    private void Say(string? text, bool alert) => (Said, _alert) = (text, alert);
}
