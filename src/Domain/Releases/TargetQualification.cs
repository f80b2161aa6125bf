using Mcpx.Domain.Signals;
using Mcpx.Domain.Silences;

namespace Mcpx.Domain.Releases;

/// <summary>Qualifies any release as a rollback target, with its bake and with what a Decision Owner stands in for.</summary>
public static class TargetQualification
{
    /// <summary>Qualifies a release.</summary>
    /// <param name="facts">What is looked at.</param>
    /// <param name="component">The component to restore.</param>
    /// <param name="tag">The release; null when there is no pointer.</param>
    public static LkgQualification Of(TargetFacts facts, Component component, string? tag)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var plain = LkgQualification.On(
            tag,
            facts.ReleaseOf(tag),
            component,
            tag is null ? null : facts.FindingOf(component, tag),
            facts.Schema
        );
        return tag is null || facts.ReleaseOf(tag)?.Artifacts.ContainsKey(component) != true
            ? plain
            : new([.. plain.Facts.Append(BakeOf(facts, component, tag)).OfType<QualificationFact>().Select(Judge)]);

        QualificationFact Judge(QualificationFact fact) =>
            fact is not { Holds: false, Gap: { } gap } ? fact
            : gap == TargetGap.Evidence && !facts.Promotion.EvidenceRequired ? fact with { Gap = null }
            : fact with { Waived = WaiverOf(facts, component, tag, gap) };
    }

    /// <summary>Whether it lived through its bake; null where the configuration vouches for it.</summary>
    private static QualificationFact? BakeOf(TargetFacts facts, Component component, string tag)
    {
        var book = facts.Environment.Targets;
        if (book.HasBaked(component, tag))
        {
            return QualificationFact.Said("bake lived through", holds: true);
        }

        var pointed = book.Moves.FindLast(move => move.Component == component && move.To == tag);
        return pointed switch
        {
            null when facts.Environment.Lkg.GetValueOrDefault(component) == tag => null,
            { Basis: LkgBasis.Configuration } when IsPointer(facts, component, tag) => null,
            { Basis: LkgBasis.Bake } => QualificationFact.Said("bake lived through", holds: true),
            { } past when !past.Waived.Contains(TargetGap.Bake) => QualificationFact.Said(
                past.Basis == LkgBasis.Person ? $"promoted by {past.By.Name}" : "was named LKG by the configuration",
                holds: true
            ),
            _ => QualificationFact.Said(
                $"bake of {Words.Duration(facts.Promotion.BakeIn(facts.Environment.Name))} not lived through"
            ) with
            {
                Gap = TargetGap.Bake,
            },
        };
    }

    private static bool IsPointer(TargetFacts facts, Component component, string tag) =>
        facts.Environment.Lkg.GetValueOrDefault(component) == tag;

    private static string? WaiverOf(TargetFacts facts, Component component, string tag, TargetGap gap)
    {
        var book = facts.Environment.Targets;
        return book.OverrideOf(component, tag, gap, facts.Now) is { } known
                ? $"overridden by {known.By.Name} until {SilenceWords.Minute(known.Until)}: {known.Reason}"
            : IsPointer(facts, component, tag)
            && book.Pointer(component) is { To: var to } pointer
            && to == tag
            && pointer.Waived.Contains(gap)
                ? $"promoted all the same by {pointer.By.Name}: {pointer.Reason}"
            : null;
    }
}
