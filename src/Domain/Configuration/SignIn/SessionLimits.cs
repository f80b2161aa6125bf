namespace Mcpx.Domain.Configuration.SignIn;

/// <summary>How long people stay signed in.</summary>
public sealed record SessionLimits
{
    /// <summary>A session nobody used for so long ends, 5 minutes to 24 hours. Default 8 h. Looking at an open page is no use.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromHours(8);

    /// <summary>Every session ends after so long, at most 7 days and not before <see cref="Idle"/>. Default 24 h.</summary>
    public TimeSpan Absolute { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How often the provider is asked whether somebody still is who they were, 1 second to 1 minute. Default 1 min.</summary>
    public TimeSpan RecheckEvery { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How long a session lives on when the provider cannot be asked, 1 minute to 1 hour. Default 15 min: an incident may have taken
    /// the provider along.
    /// </summary>
    public TimeSpan UncheckedFor { get; init; } = TimeSpan.FromMinutes(15);
}
