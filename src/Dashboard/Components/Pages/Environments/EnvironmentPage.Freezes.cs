using Mcpx.Dashboard.Auth.Access;
using Mcpx.Dashboard.Components.Pages.Freezes;
using Mcpx.Dashboard.Components.Shared;
using Mcpx.Db;
using Mcpx.Domain.Incidents;
using Microsoft.AspNetCore.Components;

namespace Mcpx.Dashboard.Components.Pages.Environments;

/// <summary>Keeping deploys out and letting them in: asked in a dialog, decided by the domain.</summary>
public partial class EnvironmentPage
{
    // The page has two places where a wish can fail; each says its own.
    private string? _saidOfFreeze;

    [Inject]
    private FreezeLog Freezes { get; set; } = null!;

    private string? MayNot(Act act) => FreezeView.Refusal(act, Myself, _view?.Incident);

    private Task FreezeAsync() =>
        AskThenAsync(
            new(
                $"Freeze deploys to {Name}?",
                "Pipelines that ask the gate are refused until somebody lifts it; a rollback is not. An incident's end does not lift it.",
                [],
                "Freeze deploys",
                "Reason, for whoever is refused",
                NoteRequired: true
            ),
            Act.Freeze,
            (reason, me) => Freezes.Freeze(Name, reason, until: null, me).Refusal
        );

    private Task LiftAsync() =>
        AskThenAsync(
            new(
                $"Lift the freeze of {Name}?",
                _view?.Incident is { } incident
                    ? $"{incident.Id} is open. Deploys are let in in spite of it, in your name; a rollback that begins freezes again."
                    : "Deploys are let in again, in your name.",
                [.. (_view?.Freezes.Freezes ?? []).Select(freeze => (freeze.Owner, freeze.Reason))],
                "Lift freeze",
                "Reason, why it is safe",
                NoteRequired: true
            ),
            Act.LiftFreeze,
            (reason, me) => Freezes.Lift(Name, reason, me).Refusal
        );

    private async Task AuthoriseAsync()
    {
        var draft = new AuthoriseDraft();
        if (await AuthoriseDialog.AskAsync(Dialogs, Name, draft))
        {
            await WriteFreezeAsync(
                Act.AuthoriseHotfix,
                me =>
                    Freezes
                        .Authorise(
                            Name,
                            draft.Component,
                            draft.Tag,
                            draft.Reason,
                            TimeSpan.FromMinutes(draft.Minutes),
                            me
                        )
                        .Refusal
            );
        }
    }

    private async Task AskThenAsync(ConfirmDialogModel ask, Act act, Func<string, Actor, Refusal?> write)
    {
        if (await ConfirmDialog.AskAsync(Dialogs, ask) is { } reason)
        {
            await WriteFreezeAsync(act, me => write(reason, me));
        }
    }

    private async Task WriteFreezeAsync(Act act, Func<Actor, Refusal?> write)
    {
        await WriteAsync(act, write);
        (_saidOfFreeze, Said) = (Said, null);
        DrawNow();
    }
}
