using System.Globalization;
using Mcpx.Dashboard.Components.Shared;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Mcpx.Dashboard.Components.Pages.Silences;

/// <summary>Asks what is to be muted, for how long and why. It has no choice without an end.</summary>
public partial class SilenceDialog
{
    /// <summary>Where.</summary>
    [Parameter, EditorRequired]
    public string Environment { get; set; } = "";

    /// <summary>What is being filled in.</summary>
    [Parameter, EditorRequired]
    public SilenceDraft Draft { get; set; } = null!;

    /// <summary>Opens the dialog.</summary>
    /// <returns>Whether the draft is to be set.</returns>
    public static async Task<bool> AskAsync(IDialogService dialogs, string environment, SilenceDraft draft)
    {
        var parameters = new DialogParameters<SilenceDialog>
        {
            { dialog => dialog.Environment, environment },
            { dialog => dialog.Draft, draft },
        };
        return await FormDialog.OpenAsync(dialogs, parameters) is not null;
    }

    private void Lasts(ChangeEventArgs change) =>
        Draft.Minutes = int.Parse((string)change.Value!, CultureInfo.InvariantCulture);

    private void Begins(ChangeEventArgs change) =>
        Draft.BeginsIn = int.Parse((string)change.Value!, CultureInfo.InvariantCulture);
}
