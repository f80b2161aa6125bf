using Mcpx.Domain.Configuration;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Live;
using Mcpx.Domain.Releases;
using Mcpx.Domain.Signals;

namespace Mcpx.Dashboard.Components.Feed;

/// <summary>
/// Whether a rollback of an environment could be proposed, from what the journal knows: the watchdog looks at the release folder
/// every minute and writes down what it finds.
/// </summary>
/// <param name="Ready">Nothing known stands in the way.</param>
/// <param name="Text">In a few words, "Rollback ready".</param>
/// <param name="Lines">Each component by itself.</param>
public sealed record Readiness(bool Ready, string Text, IReadOnlyList<TargetReadiness> Lines)
{
    private static readonly Component[] Deployable = [Component.Api, Component.Web];

    /// <summary>Works it out.</summary>
    /// <param name="state">Everything known.</param>
    /// <param name="name">The environment.</param>
    /// <param name="instances">What its instances answer.</param>
    /// <param name="now">When.</param>
    public static Readiness Of(
        JournalState state,
        string name,
        IReadOnlyList<LiveInstance> instances,
        DateTimeOffset now
    )
    {
        var options = state.OptionsOf(name) ?? new();
        var facts = TargetFacts.Of(state, name, instances, now);
        var lines = Deployable
            .Where(options.Has)
            .Select(component => TargetReadiness.Of(facts, options, component))
            .ToList();
        var worst = lines.MaxBy(line => line.Word);
        return worst?.Word switch
        {
            ReadinessWord.Blocked => new(
                false,
                $"Not ready: {worst.Facts.First(fact => fact is { Blocks: true, Holds: false }).Text}",
                lines
            ),
            ReadinessWord.NeedsOverride => new(false, $"Override needed: {worst.Problems[0]}", lines),
            _ => new(true, $"Rollback ready{ModeOf(options.Execution)}", lines),
        };
    }

    private static string ModeOf(Execution execution) =>
        execution switch
        {
            Execution.Off => ", execution off",
            Execution.DryRun => ", dry run",
            _ => "",
        };
}
