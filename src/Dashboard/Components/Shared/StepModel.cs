namespace Mcpx.Dashboard.Components.Shared;

/// <summary>Where a step, or a check inside one, stands.</summary>
public enum StepPhase
{
    /// <summary>Not begun.</summary>
    Waiting,

    /// <summary>Under way.</summary>
    Running,

    /// <summary>Ended well.</summary>
    Done,

    /// <summary>Ended badly; the plan stands still.</summary>
    Failed,

    /// <summary>Begun, and nobody knows how it ended: a crash or a lost answer.</summary>
    Unknown,

    /// <summary>Left out on purpose.</summary>
    Skipped,
}

/// <summary>One step of a plan.</summary>
/// <param name="Number">Place in the plan, from 1.</param>
/// <param name="Title">What is done, "Put Api 2.13.2 back".</param>
/// <param name="Phase">Where it stands.</param>
/// <param name="Detail">One line under the title: how far, or what came out.</param>
/// <param name="Took">Time it took so far; null before it begins.</param>
/// <param name="Expected">Time it should take; null when nobody knows.</param>
/// <param name="Progress">Part done, 0 to 1; null draws no bar.</param>
/// <param name="Checks">What it measures.</param>
/// <param name="Output">What its deployer printed, oldest first.</param>
/// <param name="Command">The exact command for a terminal that does the same; null where there is none.</param>
public sealed record StepModel(
    int Number,
    string Title,
    StepPhase Phase,
    string Detail = "",
    TimeSpan? Took = null,
    TimeSpan? Expected = null,
    double? Progress = null,
    IReadOnlyList<CheckModel>? Checks = null,
    IReadOnlyList<OutputLine>? Output = null,
    string? Command = null
)
{
    /// <summary>Whether the step opens under its line.</summary>
    public bool HasBody => Progress is not null || Checks is { Count: > 0 } || Output is { Count: > 0 };
}

/// <summary>One measured condition of a step.</summary>
/// <param name="Name">"SSE first event, median".</param>
/// <param name="Measured">"118 ms"; null when nothing was measured, shown as "none".</param>
/// <param name="Required">"at most 200 ms".</param>
/// <param name="Phase">Where it stands.</param>
/// <param name="Result">Words of the result, "Within limit, 35 s left".</param>
public sealed record CheckModel(string Name, string? Measured, string Required, StepPhase Phase, string Result);

/// <summary>One line a deployer printed.</summary>
/// <param name="At">When it arrived.</param>
/// <param name="Text">The line, secrets already removed.</param>
/// <param name="Tone">Good, bad or neither.</param>
/// <param name="Number">Its place in all that the step printed: what leaves at the top then moves no other line.</param>
public sealed record OutputLine(DateTimeOffset At, string Text, OutputTone Tone = OutputTone.Plain, int Number = 0);

/// <summary>What a line of output says about the step.</summary>
public enum OutputTone
{
    /// <summary>Just a line.</summary>
    Plain,

    /// <summary>Something passed.</summary>
    Good,

    /// <summary>Something failed.</summary>
    Bad,
}
