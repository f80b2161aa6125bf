namespace Mcpx.Dashboard.Components.Shared;

/// <summary>What reads the same stays the same object, so that a component which was given it knows without looking.</summary>
internal static class Kept
{
    /// <summary>The list before where the new one reads the same.</summary>
    public static IReadOnlyList<T> List<T>(IReadOnlyList<T>? before, IReadOnlyList<T> now) =>
        before is not null && before.SequenceEqual(now) ? before : now;

    /// <summary>The same for steps, and for the lists within each of them.</summary>
    public static IReadOnlyList<StepModel> Steps(IReadOnlyList<StepModel>? before, IReadOnlyList<StepModel> now) =>
        before?.Count != now.Count ? now : List(before, [.. now.Select((step, at) => Step(before[at], step))]);

    private static StepModel Step(StepModel before, StepModel now) =>
        now with
        {
            Checks = now.Checks is null ? null : List(before.Checks, now.Checks),
            Output = now.Output is null ? null : List(before.Output, now.Output),
        };
}
