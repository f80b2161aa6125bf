using Mcpx.Domain.Incidents;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Releases;

/// <summary>
/// Decides when the pointer moves, and what a Decision Owner may stand in for. What blocks a rollback blocks a promotion: a
/// pointer to a bad place is worse than an old one.
/// </summary>
public static class PromotionDecision
{
    /// <summary>The shortest reason, in characters.</summary>
    public const int ShortestReason = 3;

    /// <summary>The longest reason, in characters.</summary>
    public const int LongestReason = 500;

    /// <summary>Decides whether a release becomes the LKG because its bake is over.</summary>
    /// <param name="facts">What is looked at, with the bake's end written down.</param>
    /// <param name="component">Of which component.</param>
    /// <param name="bake">The bake, unbroken until now.</param>
    public static Decided Baked(TargetFacts facts, Component component, Bake bake)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(bake);
        var length = facts.Promotion.BakeIn(facts.Environment.Name);
        var from = facts.Environment.Lkg.GetValueOrDefault(component);
        var qualification = TargetQualification.Of(facts, component, bake.Tag);
        return from == bake.Tag ? Decided.Already
            : !facts.Promotion.Automatic
                ? Decided.Refuse(RefusalKind.NotNow, $"{bake.Tag} lived through its bake; a person promotes here.")
            : bake.Lived < length
                ? Decided.Refuse(
                    RefusalKind.NotNow,
                    $"{bake.Tag} lived through {Words.Duration(bake.Lived)} of its bake of {Words.Duration(length)}."
                )
            : Unfit(facts, component, bake.Tag, qualification)
                ?? Alone(facts, component, bake.Tag)
                ?? Lacking(bake.Tag, qualification)
                ?? Decided.Accept(
                    new LkgPointed(
                        component,
                        bake.Tag,
                        $"seen well on every instance for {Words.Duration(length)}, without breach or incident",
                        from,
                        LkgBasis.Bake
                    )
                );
    }

    /// <summary>Decides whether a person may promote a release.</summary>
    /// <param name="facts">What is looked at.</param>
    /// <param name="component">Of which component.</param>
    /// <param name="tag">The release.</param>
    /// <param name="reason">Why, 3 to 500 characters.</param>
    /// <param name="by">Who: the Release Manager or the Decision Owner.</param>
    public static Decided ByHand(TargetFacts facts, Component component, string? tag, string? reason, Actor by)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(by);
        if (by.Role is not (Role.IncidentCommander or Role.DecisionOwner))
        {
            return Decided.Refuse(
                RefusalKind.Role,
                $"{TimelineWords.RoleName(by.Role)} may not promote: it takes the Release Manager or the Decision Owner."
            );
        }

        if (Malformed(component, tag, reason) is { } malformed)
        {
            return malformed;
        }

        var from = facts.Environment.Lkg.GetValueOrDefault(component);
        if (from == tag)
        {
            return Decided.Already;
        }

        var qualification = TargetQualification.Of(facts, component, tag);
        if ((Unfit(facts, component, tag!, qualification) ?? Misfit(facts, component, tag!)) is { } unfit)
        {
            return unfit;
        }

        var missing = qualification.Missing;
        return missing.Count > 0 && by.Role != Role.DecisionOwner
            ? Decided.Refuse(
                RefusalKind.Role,
                $"{Join(missing)}: only the Decision Owner may promote {tag} all the same."
            )
            : Decided.Accept(
                new LkgPointed(
                    component,
                    tag!,
                    reason!.Trim(),
                    from,
                    LkgBasis.Person,
                    missing.Count == 0 ? null : [.. missing.Select(fact => fact.Gap!.Value)]
                )
            );
    }

    /// <summary>Decides whether somebody may stand in for what a target lacks.</summary>
    /// <param name="facts">What is looked at.</param>
    /// <param name="component">Of which component.</param>
    /// <param name="tag">The release.</param>
    /// <param name="reason">Why, 3 to 500 characters.</param>
    /// <param name="by">Who: the Decision Owner.</param>
    public static Decided Override(TargetFacts facts, Component component, string? tag, string? reason, Actor by)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(by);
        if (by.Role != Role.DecisionOwner)
        {
            return Decided.Refuse(
                RefusalKind.Role,
                $"{TimelineWords.RoleName(by.Role)} may not stand in for what a target lacks: it takes the Decision Owner."
            );
        }

        if (Malformed(component, tag, reason) is { } malformed)
        {
            return malformed;
        }

        var qualification = TargetQualification.Of(facts, component, tag);
        return Unfit(facts, component, tag!, qualification)
            ?? (
                qualification.Missing is { Count: > 0 } missing
                    ? Decided.Accept(
                        new TargetOverridden(
                            component,
                            tag!,
                            [.. missing.Select(fact => fact.Gap!.Value)],
                            reason!.Trim(),
                            facts.Now.ToUniversalTime() + facts.Promotion.OverrideFor
                        )
                    )
                    : Decided.Already
            );
    }

    private static Decided? Malformed(Component component, string? tag, string? reason) =>
        component is not (Component.Api or Component.Web)
            ? Decided.Refuse(RefusalKind.Invalid, $"component = {component}: must be Api or Web.")
        : string.IsNullOrWhiteSpace(tag) ? Decided.Refuse(RefusalKind.Invalid, "tag is missing.")
        : (reason ?? "").Trim().Length is < ShortestReason or > LongestReason
            ? Decided.Refuse(
                RefusalKind.ReasonMissing,
                $"reason has {(reason ?? "").Trim().Length} characters: it must have {ShortestReason} to {LongestReason}."
            )
        : null;

    /// <summary>What nobody may stand in for.</summary>
    private static Decided? Unfit(TargetFacts facts, Component component, string tag, LkgQualification qualification) =>
        !qualification.Qualified ? Decided.Refuse(RefusalKind.NotNow, $"Not to {tag}: {qualification.Text}.")
        : facts.Environment.Quarantined.Contains((component, tag))
            ? Decided.Refuse(RefusalKind.NotNow, $"{tag} was rolled back from {component} and is quarantined.")
        : null;

    /// <summary>The two LKGs have to fit each other.</summary>
    private static Decided? Misfit(TargetFacts facts, Component component, string tag) =>
        ContractFit.PromotionObstacle(facts, component, tag) is { } obstacle
            ? Decided.Refuse(RefusalKind.NotNow, $"Not to {tag}: {obstacle}.")
            : null;

    /// <summary>What a release couples bakes together: one half is not promoted while the other runs it and is not done.</summary>
    private static Decided? Alone(TargetFacts facts, Component component, string tag)
    {
        var other = ContractFit.Other(component);
        return
            facts.ReleaseOf(tag) is { Coupled: true }
            && facts.Running.GetValueOrDefault(other) == tag
            && !facts.Environment.Targets.HasBaked(other, tag)
            ? Decided.Refuse(RefusalKind.NotNow, $"{tag} couples Api and Web: {other} still bakes.")
            : Misfit(facts, component, tag);
    }

    private static Decided? Lacking(string tag, LkgQualification qualification) =>
        qualification.Proposable
            ? null
            : Decided.Refuse(RefusalKind.NotNow, $"Not to {tag}: {Join(qualification.Missing)}.");

    private static string Join(IReadOnlyList<QualificationFact> missing) =>
        string.Join(", ", missing.Select(fact => fact.Text));
}
