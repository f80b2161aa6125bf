using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;

namespace Mcpx.Db;

/// <summary>The one way to write down what happened to an environment outside an incident.</summary>
public sealed class EnvironmentLog(Journal journal, JournalTail tail, TimeProvider time)
{
    private const int Attempts = 25;

    /// <summary>Appends what <paramref name="decide"/> makes of the newest state; nothing when it makes nothing.</summary>
    /// <returns>The environment afterwards.</returns>
    public EnvironmentState Append(string name, Actor by, Func<EnvironmentState, IReadOnlyList<IEvent>> decide)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var environment = tail.CatchUp().Environment(name);
            var events = decide(environment);
            if (events.Count == 0)
            {
                return environment;
            }

            var append = new StreamAppend(Streams.Environment(name), environment.Version, events);
            if (journal.Append(by, time.GetUtcNow(), append) is AppendOutcome.Appended)
            {
                return tail.CatchUp().Environment(name);
            }
        }

        throw new TimeoutException($"{name}: others were faster {Attempts} times in a row.");
    }
}
