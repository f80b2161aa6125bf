using Mcpx.Dashboard.Auth;
using Mcpx.Dashboard.Components.Pages.Silences;
using Mcpx.Dashboard.Components.Shared;
using Mcpx.Db;
using Mcpx.Domain.Incidents;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Data.Sqlite;
using MudBlazor;

namespace Mcpx.Dashboard.Components.Pages.Environments;

/// <summary>Muting notices: who they are is asked at the moment of the click, and the domain decides.</summary>
public partial class EnvironmentPage
{
    private Actor _me = new("", Role.Viewer);
    private string? _said;
    private bool _busy;

    [Inject]
    private SilenceLog Silences { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    [CascadingParameter]
    private Task<AuthenticationState> Auth { get; set; } = null!;

    private string? MayNotMute =>
        State.OptionsOf(Name)?.Approval.EffectiveRoles is { } roles && !roles.Contains(_me.Role)
            ? $"It takes {string.Join(" or ", roles.Select(TimelineWords.RoleName))} to mute notices or end a silence."
            : null;

    /// <inheritdoc />
    protected override async Task OnInitializedAsync() => _me = await WhoAsync();

    private async Task MuteAsync()
    {
        var draft = new SilenceDraft(State.Configuration?.Options.Silences ?? new());
        if (await SilenceDialog.AskAsync(Dialogs, Name, draft))
        {
            await WriteAsync(me => Silences.Set(Name, draft.At(Time.GetUtcNow()), me));
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
            await WriteAsync(me => Silences.End(Name, id, me));
        }
    }

    private async Task WriteAsync(Func<Actor, SilenceOutcome> write)
    {
        _busy = true;
        try
        {
            _said = write(await WhoAsync()).Refusal?.Text;
        }
        catch (Exception problem) when (problem is SqliteException or IOException or TimeoutException)
        {
            _said = $"It could not be written, nothing was changed: {problem.Message} Try again.";
        }
        finally
        {
            _busy = false;
            DrawNow();
        }
    }

    private async Task<Actor> WhoAsync() =>
        Person.From((await Auth).User) is { } person ? ActorOf.From(person) : new("", Role.Viewer);
}
