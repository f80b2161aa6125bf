using Mcpx.Domain.Configuration;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Parity;

/// <summary>What a comparison found (runbook section 9: "generate parity report").</summary>
/// <param name="At">When it was made.</param>
/// <param name="Compared">How many keys were held against each other.</param>
/// <param name="Differences">Every difference, critical first, then by key; allowed ones last.</param>
public sealed record ParityReport(DateTimeOffset At, int Compared, IReadOnlyList<ParityDifference> Differences)
{
    /// <summary>How many differences are critical: re-run until 0.</summary>
    public int Critical => Count(DriftSeverity.Critical);

    /// <summary>How many are worth a look.</summary>
    public int Warnings => Count(DriftSeverity.Warning);

    /// <summary>The same in one sentence.</summary>
    public string Sentence =>
        FormattableString.Invariant($"{Critical} critical, {Warnings} warnings in {Compared} keys")
        + (Critical == 0 ? "" : $": {Differences[0].Sentence}");

    /// <summary>As judging takes it; allowed differences are none.</summary>
    public ParityCompared ToInput() =>
        new(At, Critical, Critical + Warnings, Critical == 0 ? null : Differences[0].Sentence);

    private int Count(DriftSeverity severity) => Differences.Count(difference => difference.Severity == severity);
}
