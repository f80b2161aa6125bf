namespace Mcpx.Watchdog.Commands.Init;

/// <summary>One thing that was looked for at a portal.</summary>
/// <param name="What">In the portal's words, for example <c>/ready</c>.</param>
/// <param name="Path">Where it answers; null where nothing does.</param>
/// <param name="Said">What was answered, or why nothing was.</param>
/// <param name="Without">What the watchdog cannot tell without it.</param>
internal sealed record Finding(string What, string? Path, string Said, string Without)
{
    /// <summary>Whether it asks who we are, and was not seen for that.</summary>
    public bool IsLocked { get; init; }

    public bool IsThere => Path is not null && !IsLocked;
}

/// <summary>What was found at a portal.</summary>
/// <param name="Api">Where the API answers.</param>
/// <param name="Web">Where the pages come from.</param>
internal sealed record PortalFindings(Uri Api, Uri Web)
{
    public required Finding Healthz { get; init; }
    public required Finding Ready { get; init; }
    public required Finding Metrics { get; init; }
    public required Finding Version { get; init; }
    public required Finding Stream { get; init; }
    public required Finding Page { get; init; }
    public required Finding Origin { get; init; }

    /// <summary>The release that answers; null when none says so.</summary>
    public string? Tag { get; init; }

    public IReadOnlyList<Finding> All => [Healthz, Ready, Metrics, Version, Stream, Page, Origin];
}
