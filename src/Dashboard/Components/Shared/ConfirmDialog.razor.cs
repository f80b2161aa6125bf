using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Mcpx.Dashboard.Components.Shared;

/// <summary>
/// Asks once more. The focus rests on the title, so that Enter does nothing and no phone keyboard opens; Escape and "Go back"
/// lose nothing; the confirming button is off the moment it is pressed, and the server decides.
/// </summary>
public partial class ConfirmDialog
{
    private readonly string _titleId = $"confirm-{Guid.NewGuid():N}";
    private ElementReference _title;
    private string _note = "";
    private bool _sent;
    private string[] _chosen = [];

    /// <summary>What is asked.</summary>
    [Parameter, EditorRequired]
    public ConfirmDialogModel Ask { get; set; } = null!;

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = null!;

    private bool Incomplete => Ask.NoteRequired && string.IsNullOrWhiteSpace(_note);

    /// <summary>Opens the dialog; the note when confirmed ("" without one), null when the reader went back.</summary>
    public static async Task<string?> AskAsync(IDialogService dialogs, ConfirmDialogModel ask) =>
        (await AnswerAsync(dialogs, ask))?.Note;

    /// <summary>Opens the dialog; what was confirmed, null when the reader went back.</summary>
    public static async Task<ConfirmAnswer?> AnswerAsync(IDialogService dialogs, ConfirmDialogModel ask)
    {
        ArgumentNullException.ThrowIfNull(dialogs);
        var options = new DialogOptions
        {
            NoHeader = true,
            CloseOnEscapeKey = true,
            BackdropClick = true,
        };
        var parameters = new DialogParameters<ConfirmDialog> { { dialog => dialog.Ask, ask } };
        var shown = await dialogs.ShowAsync<ConfirmDialog>(title: null, parameters, options);
        var result = await shown.Result;
        return result is { Canceled: false } ? result.Data as ConfirmAnswer : null;
    }

    /// <inheritdoc />
    protected override void OnInitialized() => _chosen = [.. Ask.Choices.Select(choice => choice.Options[0].Value)];

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
        if (_sent || Incomplete)
        {
            return;
        }

        _sent = true;
        Dialog.Close(DialogResult.Ok(new ConfirmAnswer(_note.Trim(), _chosen)));
    }
}
