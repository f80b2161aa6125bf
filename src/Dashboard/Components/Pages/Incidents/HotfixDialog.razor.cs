using Mcpx.Dashboard.Components.Shared;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Mcpx.Dashboard.Components.Pages.Incidents;

/// <summary>Asks what was reviewed, by whom and what they say. Nothing is lost by a press on what is around it.</summary>
public partial class HotfixDialog
{
    /// <summary>What is being filled in.</summary>
    [Parameter, EditorRequired]
    public HotfixDraft Draft { get; set; } = null!;

    /// <summary>Opens the dialog.</summary>
    /// <returns>Whether the draft is to be kept.</returns>
    public static async Task<bool> AskAsync(IDialogService dialogs, HotfixDraft draft)
    {
        var parameters = new DialogParameters<HotfixDialog> { { dialog => dialog.Draft, draft } };
        return await FormDialog.OpenAsync(dialogs, parameters) is not null;
    }
}
