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
)
{
    /// <summary>
    /// Whether the note is a name or an address on one line. Enter confirms there, as people expect of such a field; nowhere else does a
    /// key confirm.
    /// </summary>
    public bool IsOneLine { get; init; }

    /// <summary>What is to be chosen before it is confirmed; the first of each stands until another is picked.</summary>
    public IReadOnlyList<ConfirmChoice> Choices { get; init; } = [];
}

/// <summary>One thing to choose.</summary>
/// <param name="Label">What of.</param>
/// <param name="Options">Values and how they read; at least one.</param>
public sealed record ConfirmChoice(string Label, IReadOnlyList<(string Value, string Text)> Options);

/// <summary>What was confirmed.</summary>
/// <param name="Note">What was written; empty without.</param>
/// <param name="Chosen">The value of each choice, in their order.</param>
public sealed record ConfirmAnswer(string Note, IReadOnlyList<string> Chosen);
