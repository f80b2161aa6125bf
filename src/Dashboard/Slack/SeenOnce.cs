namespace Mcpx.Dashboard.Slack;

/// <summary>Signatures of calls that were taken within the window, so that none is taken twice. Bounded; what does not fit is not taken.</summary>
internal sealed class SeenOnce(TimeProvider time)
{
    /// <summary>Far more than people press in ten minutes.</summary>
    public const int Most = 10_000;

    private readonly Lock _gate = new();
    private readonly HashSet<string> _seen = new(StringComparer.OrdinalIgnoreCase);
    private readonly Queue<(string Signature, DateTimeOffset At)> _oldestFirst = [];

    /// <summary>Takes a call's signature; false when it was taken before, or nothing more fits.</summary>
    public bool Take(string signature)
    {
        var now = time.GetUtcNow();
        lock (_gate)
        {
            // A call from a clock ahead counts twice as long.
            while (_oldestFirst.TryPeek(out var oldest) && now - oldest.At > 2 * SlackSignature.Window)
            {
                _seen.Remove(_oldestFirst.Dequeue().Signature);
            }

            if (_seen.Count >= Most || !_seen.Add(signature))
            {
                return false;
            }

            _oldestFirst.Enqueue((signature, now));
            return true;
        }
    }
}
