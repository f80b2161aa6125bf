using Mcpx.Domain.Incidents;
using Mcpx.Domain.Releases;
using Mcpx.Domain.Signals;

namespace Mcpx.Db;

/// <summary>What came of a wish about an environment's rollback targets.</summary>
/// <param name="Environment">The environment afterwards; null when it is not watched.</param>
/// <param name="Refusal">Null when it was done, or was so already.</param>
public sealed record ReleaseOutcome(EnvironmentState? Environment, Refusal? Refusal);

/// <summary>Promotes releases, stands in for what they lack and asks for drills; the domain decides.</summary>
public sealed class ReleaseLog(EnvironmentLog environments, JournalTail tail, TimeProvider time)
{
    /// <summary>Makes a release the one to go back to.</summary>
    /// <param name="environment">Where.</param>
    /// <param name="component">Of which component.</param>
    /// <param name="tag">The release.</param>
    /// <param name="reason">Why.</param>
    /// <param name="by">Who.</param>
    public ReleaseOutcome Promote(string environment, Component component, string? tag, string? reason, Actor by) =>
        Append(environment, by, _ => PromotionDecision.ByHand(Facts(environment), component, tag, reason, by));

    /// <summary>Stands in for what a target lacks, for a while.</summary>
    /// <param name="environment">Where.</param>
    /// <param name="component">Of which component.</param>
    /// <param name="tag">The release.</param>
    /// <param name="reason">Why.</param>
    /// <param name="by">Who.</param>
    public ReleaseOutcome Override(string environment, Component component, string? tag, string? reason, Actor by) =>
        Append(environment, by, _ => PromotionDecision.Override(Facts(environment), component, tag, reason, by));

    /// <summary>Asks the watchdog for a drill.</summary>
    /// <param name="environment">Where.</param>
    /// <param name="component">What would go back.</param>
    /// <param name="tag">To which release; null for the LKG.</param>
    /// <param name="by">Who.</param>
    public ReleaseOutcome AskDrill(string environment, Component component, string? tag, Actor by) =>
        Append(environment, by, state => DrillDecision.Ask(state, component, tag, by, time.GetUtcNow()));

    private TargetFacts Facts(string environment) => TargetFacts.Of(tail.Current, environment, [], time.GetUtcNow());

    private ReleaseOutcome Append(string name, Actor by, Func<EnvironmentState, Decided> decide)
    {
        if (tail.CatchUp().OptionsOf(name) is null)
        {
            return new(null, new(RefusalKind.Unknown, $"There is no environment {name}."));
        }

        Refusal? refusal = null;
        var after = environments.Append(
            name,
            by,
            state =>
            {
                var decided = decide(state);
                refusal = decided.Refusal;
                return decided.Events;
            }
        );
        return new(after, refusal);
    }
}
