using Mcpx.Domain.Incidents;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Configuration;

/// <summary>Which triggers a change of a kind and key can explain.</summary>
public sealed record AttributionRule
{
    /// <summary>The kinds it is about; empty for all but deployments, which are held to the component they replace.</summary>
    public IReadOnlyList<ChangeKind> Kinds { get; init; } = [];

    /// <summary>The keys, flags or migrations it is about; <c>*</c> stands for anything, case does not matter. Default all.</summary>
    public string Key { get; init; } = "*";

    /// <summary>
    /// A word the key must name as well, at a word's beginning: <c>Sse</c> is named by <c>EnableLegacyHttpSse</c> and not by
    /// <c>Jobs:MaxProcesses</c>. Null asks for none.
    /// </summary>
    public string? Names { get; init; }

    /// <summary>The triggers it can explain; of <see cref="TriggerNames.All"/>.</summary>
    public IReadOnlyList<string> Triggers { get; init; } = [];

    internal bool IsAbout(Change change) =>
        (Kinds.Count == 0 || Kinds.Contains(change.Kind))
        && KeyPattern.Matches(Key, change.Key)
        && (Names is null || KeyPattern.Names(change.Key, Names));

    internal void Check(List<ConfigurationError> errors, string key)
    {
        if (Kinds.Contains(ChangeKind.Deployment))
        {
            errors.Add(
                new($"{key}:Kinds", "Deployment", "a deployment is held to the component it replaces, not to rules")
            );
        }

        if (Key.Length == 0)
        {
            errors.Add(new($"{key}:Key", Key, "must be a key or a pattern with *"));
        }

        if (Names?.Length == 0)
        {
            errors.Add(new($"{key}:Names", Names, "must be a word, or be left out"));
        }

        foreach (var trigger in Triggers.Where(trigger => !TriggerNames.All.Contains(trigger)))
        {
            errors.Add(
                new($"{key}:Triggers", trigger, $"unknown trigger; known are {string.Join(", ", TriggerNames.All)}")
            );
        }
    }
}
