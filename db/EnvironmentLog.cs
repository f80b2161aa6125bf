using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;

namespace Mcpx.Db;

/// <summary>The one way to write down what happened to an environment outside an incident.</summary>
public sealed class EnvironmentLog(Journal journal, JournalTail tail, TimeProvider time)
{
    private readonly StreamLog _log = new(journal, tail, time);

    /// <summary>Appends what <paramref name="decide"/> makes of the newest state; nothing when it makes nothing.</summary>
    /// <returns>The environment afterwards.</returns>
    public EnvironmentState Append(string name, Actor by, Func<EnvironmentState, IReadOnlyList<IEvent>> decide)
    {
        _log.Append(
            Streams.Environment(name),
            by,
            state => (state.Environment(name).Version, new(decide(state.Environment(name)), Refusal: null))
        );
        return tail.Current.Environment(name);
    }
}
