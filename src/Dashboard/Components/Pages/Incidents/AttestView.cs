using Mcpx.Domain.Incidents;

namespace Mcpx.Dashboard.Components.Pages.Incidents;

/// <summary>What a person is asked to look at while validation waits for it.</summary>
/// <param name="Key">The question: another one begins with an empty panel.</param>
/// <param name="Incident">Whose run waits.</param>
/// <param name="Step">The step that waits.</param>
/// <param name="Addresses">Where the web answers.</param>
/// <param name="Pages">What to look at, in order.</param>
/// <param name="Badge">What the pages must show: the environment's name.</param>
/// <param name="Until">After which the step fails.</param>
/// <param name="Refusal">Why this person may not answer; null when they may.</param>
public sealed record AttestView(
    string Key,
    string Incident,
    int Step,
    IReadOnlyList<string> Addresses,
    string Pages,
    string Badge,
    DateTimeOffset Until,
    string? Refusal
)
{
    /// <summary>The question that is open; null where nobody is asked.</summary>
    public static AttestView? Of(Incident incident, Actor me) =>
        incident.NextStep is { Status: StepStatus.Running, Attestation: { Given: null } asked } step
            ? new(
                FormattableString.Invariant($"{step.Step.Key}-{step.Attempt}"),
                incident.Id,
                step.Step.Number,
                asked.Addresses,
                string.Join(", ", asked.Pages),
                incident.Environment,
                asked.Until,
                NextView.RefusalOf(me)
            )
            : null;
}

/// <summary>What a person says.</summary>
/// <param name="Well">Whether the pages are right.</param>
/// <param name="Words">What was seen.</param>
/// <param name="Picture">The screenshot; empty for none.</param>
public sealed record AttestAnswer(bool Well, string Words, byte[] Picture);
