using Mcpx.Domain.Configuration;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Releases;

/// <summary>Whether a rollback to a release could be proposed now.</summary>
public enum ReadinessWord
{
    /// <summary>Nothing stands in the way.</summary>
    Ready,

    /// <summary>Nothing blocks, but a Decision Owner has to stand in for something.</summary>
    NeedsOverride,

    /// <summary>Something blocks it.</summary>
    Blocked,
}

/// <summary>Rollback readiness of one component: where it would go back to, and every fact about that.</summary>
/// <param name="Environment">Where.</param>
/// <param name="Component">What would go back.</param>
/// <param name="Running">What it runs; null when it does not say.</param>
/// <param name="Tag">Where it would go back to; null when there is nothing.</param>
/// <param name="IsLkg">Whether that is the LKG.</param>
/// <param name="Facts">Every fact, in the order a person reads it.</param>
/// <param name="LastDrill">The newest drill of exactly this; null when none was held.</param>
public sealed record TargetReadiness(
    string Environment,
    Component Component,
    string? Running,
    string? Tag,
    bool IsLkg,
    IReadOnlyList<QualificationFact> Facts,
    Drill? LastDrill
)
{
    /// <summary>The answer in one word.</summary>
    public ReadinessWord Word =>
        Facts.Any(fact => fact is { Blocks: true, Holds: false }) ? ReadinessWord.Blocked
        : Facts.Any(fact => fact.IsOpen) ? ReadinessWord.NeedsOverride
        : ReadinessWord.Ready;

    /// <summary>The answer in one line: <c>Prod Api -> v1.8.2: artifact present, digest right, …</c>.</summary>
    public string Sentence =>
        $"{Environment} {Component} -> {Tag ?? "nothing"}: {string.Join(", ", Facts.Select(fact => fact.Sentence))}";

    /// <summary>The facts that stand in the way; empty when it is ready.</summary>
    public IReadOnlyList<string> Problems => [.. Facts.Where(fact => fact.IsOpen).Select(fact => fact.Text)];

    /// <summary>Judges the LKG, or any other release somebody thinks of.</summary>
    /// <param name="facts">What is looked at.</param>
    /// <param name="options">The environment's configuration.</param>
    /// <param name="component">What would go back: Api or Web.</param>
    /// <param name="tag">To which release; null for the LKG.</param>
    public static TargetReadiness Of(
        TargetFacts facts,
        EnvironmentOptions options,
        Component component,
        string? tag = null
    )
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(options);
        var lkg = facts.Environment.Lkg.GetValueOrDefault(component);
        var to = tag ?? lkg;
        var drill = to is null ? null : facts.Environment.Targets.LastDrill(component, to);
        return new(
            facts.Environment.Name,
            component,
            facts.Running.GetValueOrDefault(component),
            to,
            to is not null && to == lkg,
            [
                .. TargetQualification.Of(facts, component, to).Facts,
                .. to is null ? [] : Beside(facts, options, component, to),
                .. to is null ? [] : (QualificationFact[])[DrillFact(drill, facts.Now)],
            ],
            drill
        );
    }

    private static IEnumerable<QualificationFact> Beside(
        TargetFacts facts,
        EnvironmentOptions options,
        Component component,
        string tag
    )
    {
        if (ContractFit.FactOf(facts, options, component, tag) is { } contract)
        {
            yield return contract;
        }

        if (facts.Environment.Quarantined.Contains((component, tag)))
        {
            yield return QualificationFact.Wrong($"{tag} was itself rolled back from {component}");
        }

        if (!options.Deployers.ContainsKey(component))
        {
            yield return options.Execution == Execution.Off
                ? QualificationFact.Said($"no deployer for {component}: by hand only")
                : QualificationFact.Wrong($"no deployer for {component}");
        }
    }

    private static QualificationFact DrillFact(Drill? drill, DateTimeOffset now) =>
        drill is null ? QualificationFact.Said("no drill yet")
        : drill.Ready ? QualificationFact.Said($"last drill {Ago(now - drill.At)}", holds: true)
        : QualificationFact.Said($"last drill {Ago(now - drill.At)} found it blocked");

    private static string Ago(TimeSpan age) =>
        age.TotalDays >= 2 ? FormattableString.Invariant($"{(int)age.TotalDays} days ago")
        : age.TotalHours >= 1 ? FormattableString.Invariant($"{(int)age.TotalHours} h ago")
        : age.TotalMinutes >= 1 ? FormattableString.Invariant($"{(int)age.TotalMinutes} min ago")
        : "just now";
}
