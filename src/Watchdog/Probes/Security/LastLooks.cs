using System.Collections.Concurrent;

namespace Mcpx.Watchdog.Probes.Security;

/// <summary>What one place showed; no finding is an answer too.</summary>
/// <param name="Place">An instance, or the public address.</param>
/// <param name="Finding">What was found, for a person; null when nothing.</param>
internal sealed record Look(string Place, string? Finding);

/// <summary>
/// What every place showed when it last answered. A check speaks for all places at once, so that a closed one does not hide
/// an open one, and silence clears nobody.
/// </summary>
internal sealed class LastLooks
{
    private readonly ConcurrentDictionary<(string Environment, string Check, string Place), Look> _last = new();

    /// <summary>Takes the newest looks.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="check">The check.</param>
    /// <param name="places">Every place it looks at, in order.</param>
    /// <param name="looks">What those showed that answered.</param>
    /// <returns>Whether anybody answered, and the first finding with how many more there are; null when there is none.</returns>
    public (bool Answered, string? Finding) Take(
        string environment,
        string check,
        IEnumerable<string> places,
        IReadOnlyCollection<Look> looks
    )
    {
        foreach (var look in looks)
        {
            _last[(environment, check, look.Place)] = look;
        }

        var findings = places
            .Select(place => _last.GetValueOrDefault((environment, check, place))?.Finding)
            .OfType<string>()
            .ToList();
        return (looks.Count > 0, findings.Count == 0 ? null : findings[0]);
    }
}
