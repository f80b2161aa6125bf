using Mcpx.Dashboard.Components.Shared;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Mcpx.Dashboard.Components.Pages.Freezes;

/// <summary>Asks which release may pass, for how long and why.</summary>
public partial class AuthoriseDialog
{
    /// <summary>Where.</summary>
    [Parameter, EditorRequired]
    public string Environment { get; set; } = "";

    /// <summary>What is being filled in.</summary>
    [Parameter, EditorRequired]
    public AuthoriseDraft Draft { get; set; } = null!;

    /// <summary>Opens the dialog.</summary>
    /// <returns>Whether the draft is to be authorised.</returns>
    public static async Task<bool> AskAsync(IDialogService dialogs, string environment, AuthoriseDraft draft)
    {
        var parameters = new DialogParameters<AuthoriseDialog>
        {
            { dialog => dialog.Environment, environment },
            { dialog => dialog.Draft, draft },
        };
        return await FormDialog.OpenAsync(dialogs, parameters) is not null;
    }
}
