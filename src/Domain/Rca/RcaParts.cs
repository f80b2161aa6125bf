using System.Globalization;
using Mcpx.Domain.Releases;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Rca;

/// <summary>The failing release against the LKG, line by line.</summary>
internal static class RcaParts
{
    public static IReadOnlyList<RcaPart> Of(RcaFacts facts)
    {
        if (facts.Incident.Proposal is not { } proposal)
        {
            return [];
        }

        var failing = facts.Releases.GetValueOrDefault(proposal.Plan.FailingTag);
        var lkg = facts.Releases.GetValueOrDefault(proposal.Plan.TargetTag);
        var parts = proposal
            .Plan.Targets.Select(target => new RcaPart(
                target.Component.ToString(),
                Artifact(target.ObservedTag, facts.Releases.GetValueOrDefault(target.ObservedTag), target.Component),
                Artifact(target.TargetTag, facts.Releases.GetValueOrDefault(target.TargetTag), target.Component)
            ))
            .ToList();
        parts.Add(new("Contract", Number(failing?.Contract), Number(lkg?.Contract)));
        parts.Add(new("Schema", Number(failing?.Schema), Number(lkg?.Schema)));
        parts.Add(new("Migrations", Migrations(failing), Migrations(lkg)));
        parts.Add(
            new(
                "Scripts and procedure signatures",
                Scripts(facts.Looks.GetValueOrDefault(proposal.Plan.FailingTag)),
                Scripts(facts.Looks.GetValueOrDefault(proposal.Plan.TargetTag))
            )
        );
        parts.Add(new("Evidence pack", failing?.EvidencePack ?? "none", lkg?.EvidencePack ?? "none"));
        return parts;
    }

    private static string Artifact(string tag, Release? release, Component component) =>
        release?.Artifacts.TryGetValue(component, out var artifact) == true && artifact.Sha256.Length >= 8
            ? $"{tag}, sha256 {artifact.Sha256[..4]}…{artifact.Sha256[^4..]}"
            : $"{tag}, digest not captured";

    private static string Number(int? value) => value?.ToString(CultureInfo.InvariantCulture) ?? RcaReport.NotCaptured;

    /// <summary>What the linter said: also of procedures whose parameters or results change under what the LKG calls.</summary>
    private static string Scripts(ReleaseLook? look) =>
        look switch
        {
            null => RcaReport.NotCaptured,
            { Scripts: null } => "none, so none changed",
            { Scripts.NotJudged: { } why } => $"not judged: {why}",
            { Scripts.Problems: { Count: > 0 } problems } => string.Join("; ", problems),
            _ => "add-only, no signature changed",
        };

    private static string Migrations(Release? release) =>
        release is null ? RcaReport.NotCaptured
        : release.Migrations.Count == 0 ? "none"
        : string.Join(", ", release.Migrations);
}
