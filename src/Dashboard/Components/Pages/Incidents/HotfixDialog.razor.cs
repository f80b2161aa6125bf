using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Mcpx.Dashboard.Components.Pages.Incidents;

/// <summary>Asks what was reviewed, by whom and what they say. Nothing is lost by a press on what is around it.</summary>
public partial class HotfixDialog
{
    private readonly string _titleId = $"hotfix-{Guid.NewGuid():N}";
    private ElementReference _title;
    private bool _sent;

    /// <summary>What is being filled in.</summary>
    [Parameter, EditorRequired]
    public HotfixDraft Draft { get; set; } = null!;

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = null!;

    /// <summary>Opens the dialog.</summary>
    /// <returns>Whether the draft is to be kept.</returns>
    public static async Task<bool> AskAsync(IDialogService dialogs, HotfixDraft draft)
    {
        ArgumentNullException.ThrowIfNull(dialogs);
        var options = new DialogOptions
        {
            NoHeader = true,
            CloseOnEscapeKey = true,
            BackdropClick = false,
        };
        var parameters = new DialogParameters<HotfixDialog> { { dialog => dialog.Draft, draft } };
        var shown = await dialogs.ShowAsync<HotfixDialog>(title: null, parameters, options);
        return await shown.Result is { Canceled: false };
    }

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await _title.FocusAsync(preventScroll: true);
        }
    }

    private void Send()
    {
        if (!_sent && Draft.Problem is null)
        {
            _sent = true;
            Dialog.Close(DialogResult.Ok(true));
        }
    }
}
