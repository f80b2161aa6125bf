using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Tests.Reference;

/// <summary>
/// Every sample of one signal of one instance, for ever: duplicates once, a future-dated one at its arrival, a late one
/// where it belongs. What was left open stands in docs/adr/0012.
/// </summary>
internal sealed class ReferenceLog<T>
    where T : InstanceInput
{
    private readonly List<T> _all = [];

    public void Take(T sample, DateTimeOffset now)
    {
        var known = sample with { At = sample.At < now ? sample.At : now };
        if (!_all.Contains(known))
        {
            _all.Add(known);
        }
    }

    /// <summary>All of them by their time, those of one time as they arrived.</summary>
    public List<T> Ordered() => [.. _all.OrderBy(one => one.At)];

    /// <summary>All of them as they arrived.</summary>
    public IReadOnlyList<T> Arrived => _all;
}
