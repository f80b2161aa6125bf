using Mcpx.Benchmarks.Detection.Exact;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Replay;

namespace Mcpx.Benchmarks.Detection;

/// <summary>What the product judged, judged again.</summary>
internal static class Recordings
{
    /// <summary>The exact breaches of each environment.</summary>
    /// <param name="folder">Where the recordings are; one file an environment.</param>
    /// <param name="incidents">What the product saw by itself.</param>
    /// <exception cref="InvalidOperationException">
    /// Judged at its own ticks a recording gives other breaches than the product saw: then it proves nothing.
    /// </exception>
    public static IReadOnlyDictionary<string, IReadOnlyList<Breach>> Judge(
        string folder,
        IReadOnlyList<ProposedIncident> incidents
    )
    {
        var breaches = new Dictionary<string, IReadOnlyList<Breach>>(StringComparer.Ordinal);
        foreach (var environment in Product.Environments)
        {
            var recorded = Read(folder, environment);
            var again = Evaluator.AsRecorded(environment, recorded).ToHashSet();
            var seen = incidents.Where(one => one.Environment == environment).SelectMany(one => one.Breaches);
            if (seen.Where(breach => !again.Contains(breach)).ToList() is { Count: > 0 } other)
            {
                throw new InvalidOperationException(
                    $"The recording of {environment} does not give what was seen: {string.Join("; ", other)}."
                );
            }

            breaches[environment] = Evaluator.Exactly(environment, recorded);
        }

        return breaches;
    }

    private static List<JudgingInput> Read(string folder, string environment)
    {
        var file = Directory.GetFiles(folder, $"{environment}-*.jsonl").Single();
        var inputs = new List<JudgingInput>();
        new RecordingReader(file).Read(_ => { }, inputs.Add);
        return inputs;
    }
}
