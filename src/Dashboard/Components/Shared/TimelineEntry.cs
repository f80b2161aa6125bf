namespace Mcpx.Dashboard.Components.Shared;

/// <summary>One entry of the journal, told.</summary>
/// <param name="At">When it was appended.</param>
/// <param name="Text">What happened, or a note in quotes.</param>
/// <param name="Who">Actor and what they are: "ic, Incident Commander"; empty when the text says it.</param>
/// <param name="Key">Whether it turned the incident: opened, approved, restored, closed.</param>
public sealed record TimelineEntry(DateTimeOffset At, string Text, string Who = "", bool Key = false);
