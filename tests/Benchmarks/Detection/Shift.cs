using Mcpx.Benchmarks.Detection.Exact;

namespace Mcpx.Benchmarks.Detection;

/// <summary>One environment's faults, one after the other, each at a phase of its own and each forgotten before the next.</summary>
/// <param name="environment">Where.</param>
/// <param name="faults">Which, in this order.</param>
/// <param name="random">Of the phases.</param>
/// <param name="pipeline">Makes them and takes them away.</param>
/// <param name="journal">Says what came of them.</param>
internal sealed class Shift(
    string environment,
    IReadOnlyList<Fault> faults,
    Random random,
    Pipeline pipeline,
    JournalView journal
)
{
    /// <summary>The longest hold is 15 s; what is not proposed by then is missed.</summary>
    private static readonly TimeSpan ProposedWithin = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan EndedWithin = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(3);

    /// <summary>Longer than any probe's interval but the slowest: faults come at any phase of all of them.</summary>
    private static readonly TimeSpan LongestPhase = TimeSpan.FromSeconds(2);

    /// <summary>Makes them all.</summary>
    /// <returns>Those that were made: after one that could not be undone no further one would tell anything.</returns>
    public async Task<IReadOnlyList<Injection>> RunAsync(CancellationToken stop)
    {
        var made = new List<Injection>();
        foreach (var fault in faults)
        {
            await Task.Delay(Rest + (random.NextDouble() * LongestPhase), stop);
            var from = DateTimeOffset.UtcNow;
            var problem = await MakeAsync(fault, from, stop);
            made.Add(new(environment, fault.Trigger, from, DateTimeOffset.UtcNow));
            await Console.Error.WriteLineAsync(
                $"{environment} {made.Count}/{faults.Count} {fault.Trigger} {problem ?? "is over"}"
            );
            if (problem is not null)
            {
                break;
            }
        }

        return made;
    }

    /// <summary>Makes one, waits for its proposal, undoes it and waits until nothing of it is left.</summary>
    /// <returns>Why the next one would tell nothing; null when it would.</returns>
    private async Task<string?> MakeAsync(Fault fault, DateTimeOffset from, CancellationToken stop)
    {
        try
        {
            await fault.InjectAsync(pipeline, environment, stop);
            await IsSoonAsync(() => Since(from).Any(incident => incident.ProposedAt is not null), ProposedWithin, stop);
            await fault.CureAsync(pipeline, environment, stop);
            return await IsSoonAsync(
                () => Since(DateTimeOffset.MinValue).All(incident => incident.EndedAt is not null),
                EndedWithin,
                stop
            )
                ? null
                : "is undone, and its incident does not end";
        }
        catch (Exception problem)
            when (problem is HttpRequestException or InvalidOperationException
                || (problem is OperationCanceledException && !stop.IsCancellationRequested)
            )
        {
            return $"could not be made or undone: {problem.Message}";
        }
    }

    private IEnumerable<ProposedIncident> Since(DateTimeOffset from) =>
        journal.Incidents().Where(incident => incident.Environment == environment && incident.OpenedAt >= from);

    private static async Task<bool> IsSoonAsync(Func<bool> holds, TimeSpan within, CancellationToken stop)
    {
        for (var left = within; left > TimeSpan.Zero; left -= Look)
        {
            if (holds())
            {
                return true;
            }

            await Task.Delay(Look, stop);
        }

        return false;
    }
}
