using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Mcpx.Dashboard.Components.Shared;

/// <summary>
/// The frame of every dialog that asks something. The focus rests on the title, so that Enter does nothing and no phone keyboard opens;
/// Escape and "Go back" lose nothing; the confirming button is off the moment it is pressed, and the server decides.
/// </summary>
public partial class FormDialog
{
    private readonly string _titleId = $"dialog-{Guid.NewGuid():N}";
    private ElementReference _title;
    private bool _sent;

    /// <summary>What is asked, "Start the rollback of Prod?".</summary>
    [Parameter, EditorRequired]
    public string Title { get; set; } = "";

    /// <summary>One sentence under it.</summary>
    [Parameter, EditorRequired]
    public string Text { get; set; } = "";

    /// <summary>Text of the confirming button, a verb.</summary>
    [Parameter, EditorRequired]
    public string Confirm { get; set; } = "";

    /// <summary>Whether everything is filled in that must be.</summary>
    [Parameter]
    public bool Complete { get; set; } = true;

    /// <summary>What is filled in.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    /// <summary>What the dialog answers with when it is confirmed; without it, that it was.</summary>
    [Parameter]
    public Func<object>? Answer { get; set; }

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = null!;

    /// <summary>Opens a dialog that is drawn in this frame.</summary>
    /// <typeparam name="TDialog">The dialog.</typeparam>
    /// <param name="dialogs">Where it opens.</param>
    /// <param name="parameters">What it is about.</param>
    /// <param name="closesBeside">Whether a press beside it goes back; not where somebody writes more than a note.</param>
    /// <returns>Its answer; null when the reader went back.</returns>
    public static async Task<object?> OpenAsync<TDialog>(
        IDialogService dialogs,
        DialogParameters<TDialog> parameters,
        bool closesBeside = false
    )
        where TDialog : IComponent
    {
        ArgumentNullException.ThrowIfNull(dialogs);
        var options = new DialogOptions
        {
            NoHeader = true,
            CloseOnEscapeKey = true,
            BackdropClick = closesBeside,
        };
        var shown = await dialogs.ShowAsync<TDialog>(title: null, parameters, options);
        return await shown.Result is { Canceled: false } result ? result.Data : null;
    }

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await _title.FocusAsync(preventScroll: true);
        }
    }

    /// <summary>Confirms, once, and only what is complete.</summary>
    internal void Send()
    {
        if (!_sent && Complete)
        {
            _sent = true;
            Dialog.Close(DialogResult.Ok(Answer?.Invoke() ?? true));
        }
    }
}
