namespace Mcpx.Dashboard.Components.Shared;

/// <summary>A step's phase as word, class and icon, in one place.</summary>
/// <param name="Word">Said after the title, shown where the icon alone would not do.</param>
/// <param name="CssClass">Class of the line.</param>
/// <param name="Icon">One of <see cref="Shapes"/>.</param>
/// <param name="ShowsWord">Whether the word is drawn too: what needs a person is never only a shape.</param>
public sealed record StepPresentation(string Word, string CssClass, string Icon, bool ShowsWord)
{
    /// <summary>The presentation of a phase.</summary>
    public static StepPresentation Of(StepPhase phase) =>
        phase switch
        {
            StepPhase.Waiting => new("waiting", "waiting", Shapes.Waiting, ShowsWord: false),
            StepPhase.Running => new("running", "running", Shapes.Running, ShowsWord: false),
            StepPhase.Done => new("done", "done", Shapes.Check, ShowsWord: false),
            StepPhase.Failed => new("Failed", "failed", Shapes.Alarm, ShowsWord: true),
            StepPhase.Skipped => new("Skipped", "skipped", Shapes.Dash, ShowsWord: true),
            _ => new("Unknown", "unknown", Shapes.Unknown, ShowsWord: true),
        };
}
