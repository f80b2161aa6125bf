using Mcpx.Dashboard.Auth.Access;
using Mcpx.Dashboard.Components.Pages.Silences;
using Mcpx.Dashboard.Components.Shared;
using Mcpx.Db;
using Mcpx.Domain.Incidents;
using Microsoft.AspNetCore.Components;

namespace Mcpx.Dashboard.Components.Pages.Environments;

/// <summary>Muting notices: who they are is asked at the moment of the click, and the domain decides.</summary>
public partial class EnvironmentPage
{
    [Inject]
    private SilenceLog Silences { get; set; } = null!;

    private string? MayNotMute =>
        State.OptionsOf(Name)?.Approval.EffectiveRoles is { } roles && !roles.Contains(Me.Role)
            ? $"It takes {string.Join(" or ", roles.Select(TimelineWords.RoleName))} to mute notices or end a silence."
            : null;

    private async Task MuteAsync()
    {
        var draft = new SilenceDraft(State.Configuration?.Options.Silences ?? new());
        if (await SilenceDialog.AskAsync(Dialogs, Name, draft))
        {
            await WriteAsync(Act.Silence, me => Silences.Set(Name, draft.At(Time.GetUtcNow()), me).Refusal);
        }
    }

    private async Task UnmuteAsync(string id)
    {
        var row = _view?.Silences.FirstOrDefault(known => known.Id == id);
        var confirmed = await ConfirmDialog.AskAsync(
            Dialogs,
            new(
                $"End {id}?",
                "Notices go out again from now on; what was kept back is not sent.",
                row is null ? [] : [("What", row.Title), ("By", row.Owner), ("Reason", row.Reason)],
                "End silence"
            )
        );
        if (confirmed is not null)
        {
            await WriteAsync(Act.Silence, me => Silences.End(Name, id, me).Refusal);
        }
    }
}
