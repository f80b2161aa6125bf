using CsCheck;

namespace Mcpx.Domain.Tests.Reference;

/// <summary>A random stretch of watching: some phases, each in a mood of its own.</summary>
/// <param name="Layout">Which histogram the portal exposes.</param>
/// <param name="Phases">One after the other.</param>
internal sealed record RandomSeries(int Layout, RandomSeries.Phase[] Phases)
{
    private static readonly Gen<Doing> Doings = Gen.Select(
        Gen.Int[0, 99],
        Gen.Int[1, 2],
        Gen.Frequency((12, Gen.Const(0)), (3, Gen.Int[1, 8]), (1, Gen.Int[9, 60])),
        Gen.Frequency((12, Gen.Const(0)), (1, Gen.Int[1, 20])),
        Gen.Frequency((12, Gen.Const(-1)), (1, Gen.Int[0, 8])),
        Gen.Int[0, 99],
        Gen.Int[0, 40],
        (kind, instance, late, early, again, dice, size) => new Doing(kind, instance, late, early, again, dice, size)
    );

    private static readonly Gen<Step> Steps = Gen.Select(
        Gen.Frequency((20, Gen.Int[1, 6]), (1, Gen.Int[7, 80])),
        Doings.Array[0, 12],
        (passed, doings) => new Step(passed, doings)
    );

    private static readonly Gen<Phase> AnyPhase = Gen.Select(
        OneOf(0, 0, 10, 50, 100),
        OneOf(0, 1, 3, 40),
        OneOf(0, 4, 6, 60),
        OneOf(0, 1, 4),
        Steps.Array[1, 60],
        (down, errors, slow, traffic, steps) => new Phase(down, errors, slow, traffic, steps)
    );

    public static Gen<RandomSeries> Any { get; } =
        Gen.Select(Gen.Int[0, 2], AnyPhase.Array[1, 6], (layout, phases) => new RandomSeries(layout, phases));

    private static Gen<int> OneOf(params int[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    /// <param name="Down">Percent of probes and own calls that fail.</param>
    /// <param name="Errors">Percent of people's calls answered 5xx.</param>
    /// <param name="Slow">Percent of calls that are slow.</param>
    /// <param name="Traffic">How busy people are; 0 at night.</param>
    /// <param name="Steps">Its ticks.</param>
    internal sealed record Phase(int Down, int Errors, int Slow, int Traffic, Step[] Steps);

    /// <param name="Passed">Quarters of a second since the tick before.</param>
    /// <param name="Doings">What was measured at it.</param>
    internal sealed record Step(int Passed, Doing[] Doings);

    /// <param name="Kind">What it is, in percent of all.</param>
    /// <param name="Instance">Of which of the two.</param>
    /// <param name="Late">How many quarters of a second later it arrives.</param>
    /// <param name="Early">How many quarters of a second its own clock is ahead.</param>
    /// <param name="Again">How many quarters after that it arrives a second time; -1 for never.</param>
    /// <param name="Dice">Decides by the phase's mood whether it is bad.</param>
    /// <param name="Size">How much.</param>
    internal sealed record Doing(int Kind, int Instance, int Late, int Early, int Again, int Dice, int Size);
}
