namespace Mcpx.Dashboard.Components.Shared;

/// <summary>What a confirmation asks.</summary>
/// <param name="Title">The question, "Start the rollback of Prod?".</param>
/// <param name="Text">One sentence under it.</param>
/// <param name="Facts">What would be done, label and value; repeated here so that nobody confirms from memory.</param>
/// <param name="Confirm">Text of the confirming button, a verb: "Start rollback".</param>
/// <param name="Note">Label of the note field; null asks for none.</param>
/// <param name="NoteRequired">Whether the note must be written: a rejection needs a reason.</param>
public sealed record ConfirmDialogModel(
    string Title,
    string Text,
    IReadOnlyList<(string Label, string Value)> Facts,
    string Confirm,
    string? Note = null,
    bool NoteRequired = false
);
