using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using MudBlazor;

namespace Mcpx.Dashboard.Components.Shared;

/// <summary>Asks once more, repeats the facts, and takes a note or a choice where one is asked for.</summary>
public partial class ConfirmDialog
{
    private string _note = "";
    private string[] _chosen = [];
    private FormDialog? _frame;

    /// <summary>What is asked.</summary>
    [Parameter, EditorRequired]
    public ConfirmDialogModel Ask { get; set; } = null!;

    private bool Incomplete => Ask.NoteRequired && string.IsNullOrWhiteSpace(_note);

    /// <summary>Opens the dialog; the note when confirmed ("" without one), null when the reader went back.</summary>
    public static async Task<string?> AskAsync(IDialogService dialogs, ConfirmDialogModel ask) =>
        (await AnswerAsync(dialogs, ask))?.Note;

    /// <summary>Opens the dialog; what was confirmed, null when the reader went back.</summary>
    public static async Task<ConfirmAnswer?> AnswerAsync(IDialogService dialogs, ConfirmDialogModel ask)
    {
        var parameters = new DialogParameters<ConfirmDialog> { { dialog => dialog.Ask, ask } };
        return await FormDialog.OpenAsync(dialogs, parameters, closesBeside: true) as ConfirmAnswer;
    }

    /// <inheritdoc />
    protected override void OnInitialized() => _chosen = [.. Ask.Choices.Select(choice => choice.Options[0].Value)];

    private void Press(KeyboardEventArgs key)
    {
        // Enter that ends a composed letter confirms nothing.
        if (key is { Key: "Enter", IsComposing: false })
        {
            _frame?.Send();
        }
    }
}
