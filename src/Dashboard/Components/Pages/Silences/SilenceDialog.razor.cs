using System.Globalization;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Mcpx.Dashboard.Components.Pages.Silences;

/// <summary>Asks what is to be muted, for how long and why. It has no choice without an end.</summary>
public partial class SilenceDialog
{
    private readonly string _titleId = $"silence-{Guid.NewGuid():N}";
    private ElementReference _title;
    private bool _sent;

    /// <summary>Where.</summary>
    [Parameter, EditorRequired]
    public string Environment { get; set; } = "";

    /// <summary>What is being filled in.</summary>
    [Parameter, EditorRequired]
    public SilenceDraft Draft { get; set; } = null!;

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = null!;

    /// <summary>Opens the dialog.</summary>
    /// <returns>Whether the draft is to be set.</returns>
    public static async Task<bool> AskAsync(IDialogService dialogs, string environment, SilenceDraft draft)
    {
        ArgumentNullException.ThrowIfNull(dialogs);
        var options = new DialogOptions
        {
            NoHeader = true,
            CloseOnEscapeKey = true,
            BackdropClick = false,
        };
        var parameters = new DialogParameters<SilenceDialog>
        {
            { dialog => dialog.Environment, environment },
            { dialog => dialog.Draft, draft },
        };
        var shown = await dialogs.ShowAsync<SilenceDialog>(title: null, parameters, options);
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

    private void Lasts(ChangeEventArgs change) =>
        Draft.Minutes = int.Parse((string)change.Value!, CultureInfo.InvariantCulture);

    private void Begins(ChangeEventArgs change) =>
        Draft.BeginsIn = int.Parse((string)change.Value!, CultureInfo.InvariantCulture);

    private void Send()
    {
        if (!_sent && Draft.IsComplete)
        {
            _sent = true;
            Dialog.Close(DialogResult.Ok(true));
        }
    }
}
