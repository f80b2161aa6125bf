namespace Mcpx.Db;

/// <summary>
/// Whether the journal's chain holds, looked at once a minute at most: a report is drawn at every event of a run, and a long journal
/// takes seconds to verify.
/// </summary>
internal sealed class ChainGlance(Journal journal, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);
    private readonly Lock _gate = new();
    private DateTimeOffset _at = DateTimeOffset.MinValue;
    private bool _holds;

    public bool Holds()
    {
        lock (_gate)
        {
            if (time.GetUtcNow() - _at >= Fresh)
            {
                (_holds, _at) = (journal.Verify() is null, time.GetUtcNow());
            }

            return _holds;
        }
    }
}
