namespace Mcpx.Domain.Configuration;

/// <summary>What a source said when it was asked.</summary>
/// <param name="Source">Which.</param>
/// <param name="Instances">What it named; null when it could not be asked.</param>
/// <param name="Problem">Why it could not; null when it could.</param>
public sealed record SourceAnswer(SourceOptions Source, IReadOnlyList<InstanceOptions>? Instances, string? Problem);

/// <summary>The instances of an environment after its sources were asked.</summary>
/// <param name="Instances">The configured ones, then the found ones in the order of their names.</param>
/// <param name="Doubts">A sentence for each source that was not believed, and what that means.</param>
/// <param name="Missing">The sources of which nothing is known at all.</param>
public sealed record FoundInstances(
    IReadOnlyList<InstanceOptions> Instances,
    IReadOnlyList<string> Doubts,
    IReadOnlyList<SourceAnswer> Missing
)
{
    /// <summary>
    /// Puts together what is configured, what was answered and what was known. A failed answer, and one that names fewer than
    /// <see cref="SourceOptions.Least"/>, changes nothing: failure never looks like health.
    /// </summary>
    /// <param name="watched">The instances watched until now; found ones carry their <see cref="InstanceOptions.Source"/>.</param>
    /// <param name="answers">One of each source of the environment.</param>
    public static FoundInstances Of(IReadOnlyList<InstanceOptions> watched, IReadOnlyList<SourceAnswer> answers)
    {
        ArgumentNullException.ThrowIfNull(watched);
        ArgumentNullException.ThrowIfNull(answers);
        var found = new List<InstanceOptions>();
        var doubts = new List<string>();
        var missing = new List<SourceAnswer>();
        foreach (var answer in answers)
        {
            var (source, named) = (answer.Source, answer.Instances);
            if (named?.Count >= source.Least)
            {
                found.AddRange(named);
                continue;
            }

            var known = watched.Where(instance => instance.Source == source.Label).ToList();
            var why = named is null
                ? $"could not be asked: {answer.Problem}"
                : $"names {named.Count}, and at least {source.Least} are expected";
            doubts.Add(
                $"{source.Label} {why}. "
                    + (known.Count == 0 ? "None is known from before." : $"The {known.Count} known stay watched.")
            );
            found.AddRange(known);
            if (known.Count == 0)
            {
                missing.Add(answer);
            }
        }

        return new(
            [
                .. watched.Where(instance => instance.Source is null),
                .. found.OrderBy(instance => instance.Name, StringComparer.Ordinal),
            ],
            doubts,
            missing
        );
    }
}
