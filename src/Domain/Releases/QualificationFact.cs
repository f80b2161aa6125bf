namespace Mcpx.Domain.Releases;

/// <summary>What a Decision Owner may stand in for, with a reason; everything else blocks or is only said.</summary>
public enum TargetGap
{
    /// <summary>The release did not live through its bake here.</summary>
    Bake,

    /// <summary>Its evidence is missing or incomplete.</summary>
    Evidence,
}

/// <summary>One fact about a rollback target.</summary>
/// <param name="Text">For a person.</param>
/// <param name="Holds">Whether it is as it should be.</param>
/// <param name="Blocks">Whether a rollback is impossible while it does not hold.</param>
public sealed record QualificationFact(string Text, bool Holds, bool Blocks)
{
    /// <summary>What is missing, where a Decision Owner may stand in for it; null otherwise.</summary>
    public TargetGap? Gap { get; init; }

    /// <summary>Who stood in for it, until when and why; null while nobody did.</summary>
    public string? Waived { get; init; }

    /// <summary>The same with who stood in for it.</summary>
    public string Sentence => Waived is { } waived ? $"{Text} ({waived})" : Text;

    /// <summary>Whether it keeps the target from being proposed.</summary>
    public bool IsOpen => !Holds && (Blocks || (Gap is not null && Waived is null));

    internal static QualificationFact Right(string text) => new(text, Holds: true, Blocks: true);

    internal static QualificationFact Wrong(string text) => new(text, Holds: false, Blocks: true);

    /// <summary>What is worth knowing and keeps nobody from anything.</summary>
    internal static QualificationFact Said(string text, bool holds = false) => new(text, holds, Blocks: false);
}
