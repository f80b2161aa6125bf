using Mcpx.Domain.Configuration;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Live;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Releases;

/// <summary>What one look at a component says for the bake of what it runs.</summary>
public enum SightKind
{
    /// <summary>It runs on every instance, everything is measured and nothing is wrong.</summary>
    Well,

    /// <summary>Nobody can say: not measured, not judged, or between two releases.</summary>
    Blind,

    /// <summary>Something is wrong, or nothing is to bake.</summary>
    Broken,
}

/// <summary>One look at a component.</summary>
/// <param name="Kind">What it says.</param>
/// <param name="Tag">What every instance runs; null unless it is <see cref="SightKind.Well"/>.</param>
/// <param name="Why">Why not well; empty when it is.</param>
public sealed record BakeSight(SightKind Kind, string? Tag, string Why)
{
    /// <summary>A picture that is older was not looked at again.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromSeconds(10);

    /// <summary>Looks.</summary>
    /// <param name="state">The journal.</param>
    /// <param name="picture">What is judged now; null before the first.</param>
    /// <param name="options">The environment's configuration.</param>
    /// <param name="environment">Its name.</param>
    /// <param name="component">Api or Web.</param>
    /// <param name="now">When.</param>
    public static BakeSight Of(
        JournalState state,
        LivePicture? picture,
        EnvironmentOptions options,
        string environment,
        Component component,
        DateTimeOffset now
    )
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(options);
        var here = state.Environment(environment);
        if (here.OpenIncident is { } incident)
        {
            return Broken($"{incident} is open");
        }

        if (picture is null || now - picture.EvaluatedAt > Fresh)
        {
            return Blind("nothing is judged");
        }

        if (picture.Verdicts.FirstOrDefault(verdict => verdict.IsBroken) is { } broken)
        {
            return Broken($"{broken.Trigger} is breached: {broken.Sentence}");
        }

        var (tag, mixed) = TagOf(picture, options, component, now);
        if (tag is null)
        {
            return Blind(mixed);
        }

        return here.Quarantined.Contains((component, tag)) ? Broken($"{tag} was rolled back from {component}")
            : here.OpenBypasses.Exists(open => open.Component == component && open.Tag == tag)
                ? Broken($"{tag} came past the promotion policy and nobody settled it")
            : Unjudged(picture, component) is { } unjudged ? Blind(unjudged)
            : new(SightKind.Well, tag, "");
    }

    private static (string? Tag, string Why) TagOf(
        LivePicture picture,
        EnvironmentOptions options,
        Component component,
        DateTimeOffset now
    )
    {
        var watched = options.Instances.Where(instance => instance.Component == component).ToList();
        if (watched.Count == 0)
        {
            return (null, $"no instance of {component} is watched");
        }

        var tags = new HashSet<string>(StringComparer.Ordinal);
        foreach (var instance in watched)
        {
            var live = picture.Instances.FirstOrDefault(one => one.Name == instance.Name);
            if (live?.Tag is not { } tag || live.TagReadAt is not { } read || now - read > options.Promotion.LongestGap)
            {
                return (null, $"{instance.Name} does not say what it runs");
            }

            tags.Add(tag);
        }

        return tags.Count == 1
            ? (tags.First(), "")
            : (null, $"{component} runs {string.Join(" and ", tags.Order(StringComparer.Ordinal))}");
    }

    /// <summary>What keeps anybody from calling the component well; null when it is. Pending is not well either.</summary>
    private static string? Unjudged(LivePicture picture, Component component)
    {
        var own = picture.Verdicts.Where(verdict => verdict.Component == component).ToList();
        return own.Find(verdict => verdict.State is not (VerdictState.Healthy or VerdictState.NotEnoughSamples))
                is { } other
                ? $"{other.Series} is not healthy: {other.State}"
            : own.Exists(verdict => verdict.State == VerdictState.Healthy) ? null
            : $"nothing of {component} is measured";
    }

    private static BakeSight Blind(string why) => new(SightKind.Blind, Tag: null, why);

    private static BakeSight Broken(string why) => new(SightKind.Broken, Tag: null, why);
}
