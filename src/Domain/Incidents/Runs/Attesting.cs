using System.Security.Cryptography;

namespace Mcpx.Domain.Incidents;

/// <summary>A screenshot as the journal names it; its bytes lie beside the journal.</summary>
/// <param name="Sha256">Lower-case hexadecimal.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Kind"><c>png</c> or <c>jpeg</c>.</param>
public sealed record AttestedPicture(string Sha256, int Bytes, string Kind)
{
    /// <summary>The largest picture, in bytes.</summary>
    public const int Largest = 5 * 1024 * 1024;

    private static ReadOnlySpan<byte> Png => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    private static ReadOnlySpan<byte> Jpeg => [0xFF, 0xD8, 0xFF];

    /// <summary>Names what somebody sent, by what it is and not by what it is called; null when it is neither PNG nor JPEG, or too large.</summary>
    public static AttestedPicture? Of(ReadOnlySpan<byte> content) =>
        content.Length > Largest ? null
        : content.StartsWith(Png) ? Named(content, "png")
        : content.StartsWith(Jpeg) ? Named(content, "jpeg")
        : null;

    private static AttestedPicture Named(ReadOnlySpan<byte> content, string kind) =>
        new(Convert.ToHexStringLower(SHA256.HashData(content)), content.Length, kind);
}

/// <summary>Somebody is asked to look at the pages (runbook section 6, steps 3 and 4), where no browser component does.</summary>
/// <param name="At">Since when.</param>
/// <param name="Until">After which the step fails.</param>
/// <param name="Addresses">Where the web answers.</param>
/// <param name="Pages">Paths to look at.</param>
public sealed record Attestation(
    DateTimeOffset At,
    DateTimeOffset Until,
    IReadOnlyList<string> Addresses,
    IReadOnlyList<string> Pages
)
{
    /// <summary>What they say; null until they do.</summary>
    public Attested? Given { get; init; }
}

/// <summary>What a person saw.</summary>
/// <param name="By">Who looked.</param>
/// <param name="At">When they said so.</param>
/// <param name="Well">Whether the pages are right.</param>
/// <param name="Words">What they saw.</param>
/// <param name="Picture">Their screenshot; only what is wrong may come without one.</param>
public sealed record Attested(Actor By, DateTimeOffset At, bool Well, string Words, AttestedPicture? Picture);

/// <summary>Decides who is asked to look, and what they may say.</summary>
internal static class Attesting
{
    /// <summary>Asks once in each attempt of a step.</summary>
    public static Decided Ask(Incident state, IncidentCommand.AskAttestation command) =>
        state.NextStep is not { Status: StepStatus.Running } step || step.Step.Number != command.Number
            ? Decided.Refuse(RefusalKind.NotNow, $"Step {command.Number} of {state.Id} is not running.")
        : step.Attestation is not null ? Decided.Already
        : Decided.Accept(new AttestationAsked(command.Number, command.Until, command.Addresses, command.Pages));

    /// <summary>Takes one answer; the first counts.</summary>
    public static Decided Give(Incident state, IncidentCommand.Attest command) =>
        state.NextStep is not { Status: StepStatus.Running, Attestation: { Given: null } } step
            ? IncidentDecision.NotNow(state, "take an attestation: nobody is asked to look")
        : command is { Well: true, Picture: null }
            ? Decided.Refuse(
                RefusalKind.Invalid,
                $"picture: an attestation needs a screenshot, PNG or JPEG of at most {AttestedPicture.Largest / 1024 / 1024} MiB."
            )
        : Decided.Accept(new AttestationGiven(step.Step.Number, command.Well, command.Words.Trim(), command.Picture));
}
