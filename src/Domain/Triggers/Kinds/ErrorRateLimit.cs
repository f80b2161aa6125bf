using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Triggers;

/// <summary>
/// What a component's error rate is held against: the runbook's percentage, or in lower environments the environment's own
/// normal from before its newest deployment where that is higher. While an incident is open it stays as it was.
/// </summary>
/// <param name="options">The numbers.</param>
/// <param name="aboveNormal">Whether the environment is held to its own normal.</param>
public sealed class ErrorRateLimit(ErrorRateOptions options, bool aboveNormal)
{
    private readonly Baseline? _baseline = aboveNormal ? new(options.Normal) : null;
    private DateTimeOffset? _deployedAt;
    private DateTimeOffset _found;

    /// <summary>Parts per million; null while too little is known of normal.</summary>
    public long? PartsPerMillion { get; private set; } = aboveNormal ? null : options.LimitPartsPerMillion;

    /// <summary>The runbook's limit, or normal where that is known.</summary>
    public long Shown => PartsPerMillion ?? options.LimitPartsPerMillion;

    /// <summary>Minutes of history that could be used when it was last looked for.</summary>
    public int Buckets { get; private set; }

    /// <summary>Takes traffic into the history.</summary>
    public void Add(DateTimeOffset at, long calls, long errors, DateTimeOffset now) =>
        _baseline?.Add(at, calls, Math.Min(calls, errors), now);

    /// <summary>A deployment began: normal is what was before it.</summary>
    public void Deployed(DateTimeOffset at) => (_deployedAt, _found) = (at, default);

    /// <summary>Looks for normal again, once a minute: earlier it cannot have changed.</summary>
    public void Refresh(DateTimeOffset now)
    {
        if (_baseline is null || now - _found < TimeSpan.FromMinutes(1))
        {
            return;
        }

        _found = now;
        var limit = _baseline.Limit(_deployedAt ?? now, options.MinimumCalls, options.LimitPartsPerMillion);
        (PartsPerMillion, Buckets) = (limit.LimitPpm, limit.Buckets);
    }
}
