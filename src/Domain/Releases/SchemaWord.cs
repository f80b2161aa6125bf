using Mcpx.Domain.Journal;
using Mcpx.Domain.Live;

namespace Mcpx.Domain.Releases;

/// <summary>
/// When an instance's word on the schema counts: only where no manifest says it, and only for a number that some release is known
/// to bring. A release that answers nonsense must not be able to block its own rollback.
/// </summary>
public static class SchemaWord
{
    /// <summary>What is worth writing down; null when nothing is.</summary>
    /// <param name="state">The journal.</param>
    /// <param name="environment">The environment's name.</param>
    /// <param name="instances">What its instances say.</param>
    public static SchemaSeen? Of(JournalState state, string environment, IReadOnlyList<LiveInstance> instances)
    {
        ArgumentNullException.ThrowIfNull(state);
        var known = state.Environment(environment).Targets.Schema;
        return instances
            .Where(instance =>
                instance is { Tag: { } tag, Schema: { } schema }
                && !state.Releases.ContainsKey(tag)
                && !(schema <= known)
                && state.Releases.Values.Any(release => release.Schema == schema)
            )
            .OrderByDescending(instance => instance.Schema)
            .ThenBy(instance => instance.Name, StringComparer.Ordinal)
            .Select(instance => new SchemaSeen(instance.Name, instance.Tag!, instance.Schema!.Value))
            .FirstOrDefault();
    }
}
