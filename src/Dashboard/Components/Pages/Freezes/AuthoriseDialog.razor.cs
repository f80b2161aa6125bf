using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Mcpx.Dashboard.Components.Pages.Freezes;

/// <summary>Asks which release may pass, for how long and why.</summary>
public partial class AuthoriseDialog
{
    private readonly string _titleId = $"authorise-{Guid.NewGuid():N}";
    private ElementReference _title;
    private bool _sent;

    /// <summary>Where.</summary>
    [Parameter, EditorRequired]
    public string Environment { get; set; } = "";

    /// <summary>What is being filled in.</summary>
    [Parameter, EditorRequired]
    public AuthoriseDraft Draft { get; set; } = null!;

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = null!;

    /// <summary>Opens the dialog.</summary>
    /// <returns>Whether the draft is to be authorised.</returns>
    public static async Task<bool> AskAsync(IDialogService dialogs, string environment, AuthoriseDraft draft)
    {
        ArgumentNullException.ThrowIfNull(dialogs);
        var options = new DialogOptions
        {
            NoHeader = true,
            CloseOnEscapeKey = true,
            BackdropClick = false,
        };
        var parameters = new DialogParameters<AuthoriseDialog>
        {
            { dialog => dialog.Environment, environment },
            { dialog => dialog.Draft, draft },
        };
        var shown = await dialogs.ShowAsync<AuthoriseDialog>(title: null, parameters, options);
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
        if (!_sent && Draft.IsComplete)
        {
            _sent = true;
            Dialog.Close(DialogResult.Ok(true));
        }
    }
}
